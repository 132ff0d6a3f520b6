"use client";
import { PageError } from "#components/run/page-error";

export default function RunError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return <PageError {...props} what="run" />;
}
