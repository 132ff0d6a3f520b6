/** One thing that keeps a graph from being stored. */
export interface GraphProblem {
  /** Where, such as `nodes.3.settings.url`. */
  field: string;
  message: string;
  code:
    | "duplicate-id"
    | "edge-to-nowhere"
    | "unknown-handle"
    | "unknown-kind"
    | "cycle"
    | "no-trigger"
    | "trigger-with-input"
    | "unreachable"
    | "settings-invalid"
    | "expression-invalid"
    | "loop-body"
    | "too-large";
  /** For `too-large`. */
  limit?: number;
}
