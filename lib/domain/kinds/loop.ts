import { z } from "zod";
import { limits } from "#lib/contract/limits";
import { defineKind } from "./node-kind.ts";
import { jsonata } from "./settings/setting-text.ts";
import { workOptions } from "./settings/work-options.ts";

/** Leads into the loop's body. */
export const eachHandle = "each";
/** Goes on when every item is done. */
export const doneHandle = "done";

const settings = z.object({
  items: jsonata("Items", `A JSONata expression whose value is a list of ${limits.loopItems} items or fewer.`).default(
    "$input",
  ),
  concurrency: z
    .int()
    .min(1)
    .max(20)
    .default(1)
    .meta({ title: "At once", description: "How many items are worked on at the same time." }),
  ...workOptions,
});

export const loop = defineKind({
  name: "loop",
  title: "Loop",
  doc: "Runs the nodes behind `each` once for every item and goes on by `done` with the list of their results.",
  icon: "repeat",
  category: "flow",
  settings,
  handles: () => [
    { id: eachHandle, label: "each" },
    { id: doneHandle, label: "done" },
  ],
});

export const loopSettings = settings;
