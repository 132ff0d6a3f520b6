import { z } from "zod";
import { defineKind, oneWayOut } from "./node-kind.ts";
import { multiline, plain } from "./settings/setting-text.ts";
import { workOptions } from "./settings/work-options.ts";

const settings = z.object({
  prompt: multiline("Prompt", "What the model is asked.").min(1),
  system: multiline("Instructions", "What the model is told about its task.").optional(),
  model: plain("Model", "The model's name; the server's default where absent.").optional(),
  temperature: z
    .number()
    .min(0)
    .max(2)
    .optional()
    .meta({ title: "Temperature", description: "How freely the model chooses, from 0 to 2." }),
  maxOutputTokens: z
    .int()
    .min(1)
    .max(32_000)
    .default(1_000)
    .meta({ title: "Longest answer", description: "The most tokens of an answer." }),
  answer: z
    .enum(["text", "json", "choice"])
    .default("text")
    .meta({ title: "Answer", description: "Free text, JSON, or one of the options." }),
  options: z
    .array(plain("Option", "One possible answer.").min(1))
    .max(50)
    .default([])
    .meta({ title: "Options", description: "What a choice chooses among." }),
  ...workOptions,
});

export const llm = defineKind({
  name: "llm",
  title: "LLM call",
  doc: "Asks a language model and goes on with its answer, shown word by word as it comes.",
  icon: "sparkles",
  category: "ai",
  settings,
  handles: oneWayOut,
});

export const llmSettings = settings;
