import { z } from "zod";
import { defineKind, oneWayOut } from "./node-kind.ts";
import { jsonata } from "./settings/setting-text.ts";
import { workOptions } from "./settings/work-options.ts";

const settings = z.object({
  expression: jsonata(
    "Expression",
    "A JSONata expression over `$input`, `$trigger`, `$nodes.<id>` and `$attempt`; its value is the output.",
  ),
  ...workOptions,
});

export const transform = defineKind({
  name: "transform",
  title: "Transform",
  doc: "Makes a new value out of what arrived, with a JSONata expression.",
  icon: "braces",
  category: "action",
  settings,
  handles: oneWayOut,
});

export const transformSettings = settings;
