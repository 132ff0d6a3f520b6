import { z } from "zod";
import { defineKind, oneWayOut } from "./node-kind.ts";
import { jsonata, plain } from "./settings/setting-text.ts";
import { workOptions } from "./settings/work-options.ts";

const { onError } = workOptions;

const settings = z.object({
  workflowId: plain("Workflow", "The workflow to run.").min(1),
  version: z
    .int()
    .min(1)
    .optional()
    .meta({ title: "Version", description: "The version to run; the newest where absent." }),
  input: jsonata("Input", "A JSONata expression whose value is the other run's input.").default("$input"),
  onError,
});

export const subWorkflow = defineKind({
  name: "sub-workflow",
  title: "Sub-workflow",
  doc: "Runs another workflow and goes on with its output when it has ended.",
  icon: "workflow",
  category: "flow",
  settings,
  handles: oneWayOut,
});

export const subWorkflowSettings = settings;
