import type { Metadata } from "next";
import { NotFoundState } from "#components/shell/refusal-state";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <NotFoundState />
    </>
  );
}
