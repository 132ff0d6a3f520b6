import { z } from "zod";
import type { Graph } from "#lib/contract/graph";
import { type InputField, manualTrigger, manualTriggerSettings } from "#lib/domain/kinds/manual-trigger";

/** What the form that starts a run asks for; empty where the workflow asks for nothing. */
export function inputFieldsOf(graph: Graph): InputField[] {
  const trigger = graph.nodes.find((node) => node.kind === manualTrigger.name);
  const settings = manualTriggerSettings.safeParse(trigger?.settings ?? {});
  return settings.success ? settings.data.fields : [];
}

/** What the form holds: texts and ticks, as a person enters them. */
export type InputValues = Record<string, string | boolean>;

/** The form's values at first. */
export function firstValues(fields: readonly InputField[]): InputValues {
  return Object.fromEntries(fields.map((field) => [field.name, firstValue(field)]));
}

/** Checks what was entered, and turns it into the run's input. */
export function inputSchemaOf(fields: readonly InputField[]) {
  return z.object(Object.fromEntries(fields.map((field) => [field.name, valueSchema(field)])));
}

function firstValue(field: InputField): string | boolean {
  if (field.type === "boolean") return field.default === true;
  if (field.default === undefined || field.default === null) return "";
  return typeof field.default === "string" ? field.default : JSON.stringify(field.default);
}

function valueSchema(field: InputField): z.ZodType<unknown, string | boolean> {
  if (field.type === "boolean") return z.boolean();
  const text = field.required ? z.string().trim().min(1, "Enter something") : z.string().trim();
  switch (field.type) {
    case "text":
    case "choice":
      return text.transform((value) => (value === "" ? undefined : value));
    case "number":
      return text.transform((value, context) => {
        if (value === "") return undefined;
        const number = Number(value);
        if (!Number.isFinite(number)) context.addIssue({ code: "custom", message: "Enter a number" });
        return number;
      });
    case "json":
      return text.transform((value, context) => {
        if (value === "") return undefined;
        try {
          return JSON.parse(value) as unknown;
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          context.addIssue({ code: "custom", message: `Not JSON: ${reason}` });
          return undefined;
        }
      });
  }
}
