import type { GraphNode } from "#lib/contract/graph";
import { parseTemplate } from "#lib/domain/expression";
import { kindOf } from "#lib/domain/kinds/registry";
import { settingTexts } from "#lib/domain/kinds/settings/setting-text";
import type { Evaluation, Evaluator, Scope } from "./evaluator.ts";

export type FilledSettings =
  | { ok: true; settings: Record<string, unknown> }
  | { ok: false; code: Extract<Evaluation, { ok: false }>["code"]; message: string };

/**
 * A node's settings with every `{{ expression }}` replaced. A text that is one expression only becomes its value as
 * text; within other text, objects are written as JSON and nothing as an empty text.
 */
export async function fillSettings(
  node: GraphNode,
  scope: Scope,
  evaluator: Evaluator,
  signal: AbortSignal,
): Promise<FilledSettings> {
  const kind = kindOf(node.kind);
  const settings = structuredClone(node.settings);
  if (kind === null) return { ok: true, settings };
  const templates = settingTexts(kind.settings, node.settings)
    .filter(({ format, text }) => (format === "template" || format === "multiline") && text.includes("{{"))
    .map(({ path, text }) => ({ path, parts: parseTemplate(text) }));
  const sources = templates.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === "expression" ? [part.source] : [])),
  );
  if (sources.length === 0) return { ok: true, settings };
  const values = await evaluator.evaluate(sources, scope, signal);
  const failure = values.find((value) => !value.ok);
  if (failure !== undefined && !failure.ok) return failure;
  let at = 0;
  for (const { path, parts } of templates) {
    const texts = parts.map((part) => {
      if (part.kind === "text") return part.text;
      const value = values[at];
      at += 1;
      return value?.ok === true ? asText(value.value) : "";
    });
    setAt(settings, path, texts.join(""));
  }
  return { ok: true, settings };
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function setAt(target: unknown, path: readonly (string | number)[], value: string): void {
  const [key, ...rest] = path;
  if (key === undefined || typeof target !== "object" || target === null) return;
  // A path of the settings' own walk: its steps are there.
  const holder = target as Record<string | number, unknown>;
  if (rest.length === 0) holder[key] = value;
  else setAt(holder[key], rest, value);
}
