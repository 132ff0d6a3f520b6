import { Copy } from "lucide-react";
import { IconButton } from "#components/ui/icon-button";
import { EmptyState } from "#components/ui/states/empty-state";
import { notice } from "../actions/notice.ts";
import { JsonTree } from "./json-tree.tsx";
import type { NodeValue } from "./use-node-values.ts";

/** A node's input or output. */
export function ValuePanel({ value, name }: { value: NodeValue; name: "input" | "output" }) {
  switch (value.kind) {
    case "none":
      return <EmptyState title={`No ${name}`} className="py-8" />;
    case "whole":
      return (
        <div className="relative p-3">
          <IconButton
            label={`Copy the ${name}`}
            size="sm"
            className="absolute top-2 right-2"
            onClick={() => void copy(value.value, name)}
          >
            <Copy aria-hidden />
          </IconButton>
          <div className="pr-8">
            {typeof value.value === "string" ? (
              <p className="text-sm whitespace-pre-wrap wrap-anywhere">{value.value}</p>
            ) : (
              <JsonTree value={value.value} />
            )}
          </div>
        </div>
      );
    case "loading":
    case "failed":
      return (
        <div className="p-3">
          <p role="status" className="mb-2 text-xs text-muted">
            {value.kind === "loading" ? "Fetching the whole…" : `The beginning only: ${value.message}`}
          </p>
          <pre className="font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere text-muted">
            {value.preview.text}
          </pre>
        </div>
      );
  }
}

async function copy(value: unknown, name: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(typeof value === "string" ? value : JSON.stringify(value, null, 2));
    void notice("success", `The ${name} is copied`);
  } catch {
    void notice("error", "The browser did not allow copying.");
  }
}
