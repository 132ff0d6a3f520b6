import jsonata from "jsonata";

/** A template's pieces in order: text as it stands, or a JSONata expression. */
export type TemplatePart = { kind: "text"; text: string } | { kind: "expression"; source: string };

/** Splits a template at its `{{ expression }}` marks. A mark that does not close is text. */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf("{{", at);
    const close = open < 0 ? -1 : template.indexOf("}}", open + 2);
    if (open < 0 || close < 0) break;
    if (open > at) parts.push({ kind: "text", text: template.slice(at, open) });
    const end = closingOf(template, close);
    parts.push({ kind: "expression", source: template.slice(open + 2, end).trim() });
    at = end + 2;
  }
  if (at < template.length) parts.push({ kind: "text", text: template.slice(at) });
  return parts;
}

/** An expression may end in a brace of its own: of `}}}` the last two close the mark. */
function closingOf(template: string, close: number): number {
  let end = close;
  while (template[end + 2] === "}") end += 1;
  return end;
}

/** What is wrong with an expression, or null. */
export function expressionProblem(source: string): string | null {
  try {
    jsonata(source);
    return null;
  } catch (error) {
    return describeExpressionError(error);
  }
}

/** What `$error` and `$assert` raise: the expression's author chose the words. */
const meantErrors = ["D3137", "D3141"];

/** JSONata throws plain objects; this makes a sentence of one. */
export function describeExpressionError(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  const { message, position, code } = error as { message?: unknown; position?: unknown; code?: unknown };
  const text = typeof message === "string" ? message : "is not a valid expression";
  const isMeant = typeof code === "string" && meantErrors.includes(code);
  return typeof position === "number" && !isMeant ? `${text} (at character ${position})` : text;
}

/** The ids that an expression reads by `$nodes.<id>`, or null where it reads `$nodes` in a way that names none. */
export function nodesRead(source: string): Set<string> | null {
  const ids = new Set<string>();
  let mentions = 0;
  for (const [, dotted, backticked, quoted] of source.matchAll(
    /\$nodes\b(?:\s*\.\s*(?:([A-Za-z_]\w*)|`([^`]+)`|"([^"]+)"))?/g,
  )) {
    mentions += 1;
    const id = dotted ?? backticked ?? quoted;
    if (id === undefined) return null;
    ids.add(id);
  }
  return mentions === 0 ? new Set() : ids;
}
