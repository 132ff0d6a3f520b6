import type { Graph, GraphNode } from "#lib/contract/graph";
import { expressionProblem, parseTemplate } from "../../expression.ts";
import { kindNames, kindOf } from "../../kinds/registry.ts";
import { scheduleTrigger, scheduleTriggerSettings } from "../../kinds/schedule-trigger.ts";
import { type SettingText, settingTexts } from "../../kinds/settings/setting-text.ts";
import { scheduleProblem } from "../../schedule.ts";
import type { GraphProblem } from "./graph-problem.ts";

/** Kinds that do not exist, settings that do not fit, expressions that do not parse. */
export function settingsProblems(graph: Graph): GraphProblem[] {
  return graph.nodes.flatMap((node, index) => nodeProblems(node, `nodes.${index}`));
}

function nodeProblems(node: GraphNode, field: string): GraphProblem[] {
  const kind = kindOf(node.kind);
  if (kind === null) {
    const message = `'${node.kind}' is not a kind of node; the kinds are ${kindNames.join(", ")}`;
    return [{ field: `${field}.kind`, code: "unknown-kind", message }];
  }
  const unknown = unknownSettings(node, Object.keys(kind.settings.shape), field);
  if (unknown.length > 0) return unknown;
  const parsed = kind.settings.safeParse(node.settings);
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => ({
      field: [`${field}.settings`, ...issue.path.map(String)].join("."),
      code: "settings-invalid" as const,
      message: `'${node.name}': ${issue.message}`,
    }));
  }
  const schedule = node.kind === scheduleTrigger.name ? scheduleProblems(node, field) : [];
  if (schedule.length > 0) return schedule;
  return settingTexts(kind.settings, parsed.data).flatMap((text) => expressionProblems(node, text, field));
}

/** A misspelt setting would leave its default in force, and nobody would be told. */
function unknownSettings(node: GraphNode, known: readonly string[], field: string): GraphProblem[] {
  return Object.keys(node.settings)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      field: `${field}.settings.${key}`,
      code: "settings-invalid" as const,
      message: `'${node.name}': there is no setting '${key}'; this kind has ${known.join(", ") || "none"}`,
    }));
}

function scheduleProblems(node: GraphNode, field: string): GraphProblem[] {
  const { cron, timeZone } = scheduleTriggerSettings.parse(node.settings);
  const problem = scheduleProblem(cron, timeZone);
  if (problem === null) return [];
  const message = `'${node.name}': ${problem.message}`;
  return [{ field: `${field}.settings.${problem.field}`, code: "settings-invalid", message }];
}

function expressionProblems(node: GraphNode, { path, text, format }: SettingText, field: string): GraphProblem[] {
  if (format === "plain") return [];
  const sources =
    format === "jsonata"
      ? [text]
      : parseTemplate(text).flatMap((part) => (part.kind === "expression" ? [part.source] : []));
  return sources.flatMap((source) => {
    const problem = expressionProblem(source);
    if (problem === null) return [];
    const at = [`${field}.settings`, ...path.map(String)].join(".");
    return [{ field: at, code: "expression-invalid" as const, message: `'${node.name}': ${problem}` }];
  });
}
