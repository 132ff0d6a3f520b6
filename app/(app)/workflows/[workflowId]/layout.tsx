import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { loadWorkflow } from "../../../load-workflow.ts";

/** Looks before anything is sent, so that what is not there is answered with 404 and not with a page that says so. */
export default async function WorkflowLayout({
  params,
  children,
}: {
  params: Promise<{ workflowId: string }>;
  children: ReactNode;
}) {
  const workflow = await loadWorkflow((await params).workflowId);
  if (!workflow.ok && workflow.code === "not-found") notFound();
  return children;
}
