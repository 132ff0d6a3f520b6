import { z } from "zod";
import { defineKind, errorHandle } from "./node-kind.ts";
import { jsonata, plain } from "./settings/setting-text.ts";
import { workOptions } from "./settings/work-options.ts";

/** The way out where no case fits. */
export const otherwiseHandle = "otherwise";

const caseSchema = z.object({
  handle: plain("Handle", "The case's name on edges.")
    .min(1)
    .max(100)
    .regex(/^[A-Za-z0-9_.-]+$/, "may hold letters, digits, '_', '.' and '-' only")
    .refine((handle) => handle !== otherwiseHandle && handle !== errorHandle, {
      error: `may not be '${otherwiseHandle}' or '${errorHandle}'`,
    }),
  label: plain("Label", "What stands beside the way out.").optional(),
  when: jsonata("When", "A JSONata expression; the case fits where it is true."),
});

const settings = z.object({
  cases: z
    .array(caseSchema)
    .min(1)
    .max(20)
    .refine((cases) => new Set(cases.map(({ handle }) => handle)).size === cases.length, {
      error: "has two cases with the same handle",
    })
    .meta({ title: "Cases", description: "The ways that the run may take, tried in order." }),
  take: z.enum(["first", "all"]).default("first").meta({
    title: "Take",
    description: "The first case that fits, or all that fit.",
  }),
  ...workOptions,
});

export const branch = defineKind({
  name: "branch",
  title: "Branch",
  doc: "Takes the way whose condition holds and passes on what arrived; the other ways are skipped.",
  icon: "split",
  category: "flow",
  settings,
  handles: ({ cases }) => [
    ...cases.map(({ handle, label }) => ({ id: handle, label: label ?? handle })),
    { id: otherwiseHandle, label: "otherwise" },
  ],
});

export const branchSettings = settings;
