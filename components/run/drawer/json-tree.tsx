import { useState } from "react";

/** Children shown of one list or object before it asks to show more. */
const firstChildren = 100;
/** Levels that are open at first. */
const openDepth = 2;

/** A JSON value as a tree whose branches fold. Long text wraps; long lists come in parts. */
export function JsonTree({ value }: { value: unknown }) {
  return (
    <div className="font-mono text-xs leading-5 wrap-anywhere">
      <JsonValue value={value} depth={0} />
    </div>
  );
}

function JsonValue({ value, depth }: { value: unknown; depth: number }) {
  if (Array.isArray(value)) {
    return <Branch entries={value.map((each, index) => [String(index), each])} brackets="[]" depth={depth} />;
  }
  if (typeof value === "object" && value !== null) {
    return <Branch entries={Object.entries(value)} brackets="{}" depth={depth} />;
  }
  return <Leaf value={value} />;
}

function Branch({
  entries,
  brackets,
  depth,
}: {
  entries: readonly (readonly [string, unknown])[];
  brackets: "[]" | "{}";
  depth: number;
}) {
  const [isOpen, setOpen] = useState(depth < openDepth);
  const [count, setCount] = useState(firstChildren);
  if (entries.length === 0) return <span className="text-muted">{brackets}</span>;
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)} className="inline-block align-top">
      <summary className="cursor-pointer text-muted marker:text-faint">
        {brackets[0]}
        {!isOpen && ` ${entries.length} ${brackets[1]}`}
      </summary>
      {isOpen && (
        <div className="border-l border-line pl-3">
          {entries.slice(0, count).map(([key, value]) => (
            <div key={key}>
              <span className="text-faint">{key}</span>
              <span className="text-faint">: </span>
              <JsonValue value={value} depth={depth + 1} />
            </div>
          ))}
          {entries.length > count && (
            <button
              type="button"
              className="text-accent hover:underline"
              onClick={() => setCount((shown) => shown + firstChildren)}
            >
              {entries.length - count} more
            </button>
          )}
        </div>
      )}
    </details>
  );
}

function Leaf({ value }: { value: unknown }) {
  switch (typeof value) {
    case "string":
      return <span className="whitespace-pre-wrap text-status-succeeded">{value === "" ? "(empty)" : value}</span>;
    case "number":
    case "bigint":
      return <span className="text-status-running">{String(value)}</span>;
    case "boolean":
      return <span className="text-status-paused">{String(value)}</span>;
    default:
      return <span className="text-faint">{value === undefined ? "nothing" : String(value)}</span>;
  }
}
