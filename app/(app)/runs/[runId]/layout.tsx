import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { loadRunSnapshot } from "../../../load-run-snapshot.ts";

/** Looks before anything is sent, so that what is not there is answered with 404 and not with a page that says so. */
export default async function RunLayout({
  params,
  children,
}: {
  params: Promise<{ runId: string }>;
  children: ReactNode;
}) {
  const snapshot = await loadRunSnapshot((await params).runId);
  if (!snapshot.ok && snapshot.code === "not-found") notFound();
  return children;
}
