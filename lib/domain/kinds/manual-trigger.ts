import { z } from "zod";
import { defineKind, oneWayOut } from "./node-kind.ts";
import { plain } from "./settings/setting-text.ts";

const fieldName = plain("Name", "The property of the run's input.")
  .min(1)
  .max(100)
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "may hold letters, digits and '_', and starts with no digit");

/** One question of the form that starts a run. */
const inputFieldSchema = z.object({
  name: fieldName,
  label: plain("Label", "What the form says.").optional(),
  type: z
    .enum(["text", "number", "boolean", "json", "choice"])
    .default("text")
    .meta({ title: "Type", description: "What may be entered." }),
  required: z.boolean().default(false).meta({ title: "Required", description: "The run does not start without it." }),
  default: z.unknown().optional().meta({ title: "Default", description: "What stands where nothing was entered." }),
  options: z
    .array(plain("Option", "One choice."))
    .max(100)
    .optional()
    .meta({ title: "Options", description: "What a choice chooses among." }),
});
export type InputField = z.output<typeof inputFieldSchema>;

const settings = z.object({
  fields: z
    .array(inputFieldSchema)
    .max(50)
    .default([])
    .meta({ title: "Fields", description: "The form that asks for the run's input." }),
});

export const manualTrigger = defineKind({
  name: "manual-trigger",
  title: "Manual start",
  doc: "Starts the workflow when somebody presses Run, with the input that the form asks for.",
  icon: "play",
  category: "trigger",
  settings,
  handles: oneWayOut,
});

export const manualTriggerSettings = settings;
