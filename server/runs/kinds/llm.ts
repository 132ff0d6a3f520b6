import { llmSettings } from "#lib/domain/kinds/llm";
import { failed, type NodeExecutor } from "./node-executor.ts";

export const llmExecutor: NodeExecutor = {
  isSimulated: ({ model }) => model.isSimulated,
  execute: async ({ settings, signal, streamText, spend, log, ports }) => {
    const { prompt, system, model, temperature, maxOutputTokens, answer, options } = llmSettings.parse(settings);
    if (answer === "choice" && options.length === 0) {
      return failed("settings-invalid", "A choice needs options.", { isRetryable: false });
    }
    const given = await ports.model.answer(
      {
        model,
        system,
        prompt,
        temperature,
        maxOutputTokens,
        options: answer === "choice" ? options : [],
        wantsJson: answer === "json",
        signal,
      },
      streamText,
    );
    const { inputTokens, outputTokens } = given;
    spend({ cost: given.cost, model: given.model, inputTokens, outputTokens });
    log("info", `${given.model}: ${inputTokens} tokens in, ${outputTokens} out`);
    if (answer === "choice") return chosen(given.text, options);
    if (answer === "json") return parsedJson(given.text);
    return { kind: "succeeded", output: given.text };
  },
};

function chosen(text: string, options: readonly string[]) {
  const said = text.trim().toLowerCase();
  const match =
    options.find((option) => option.toLowerCase() === said) ??
    options.find((option) => said.includes(option.toLowerCase()));
  if (match === undefined) {
    return failed("answer-not-an-option", `The model answered '${text.slice(0, 200)}', which is none of the options.`);
  }
  return { kind: "succeeded" as const, output: match };
}

/** Models like to wrap JSON into a fence. */
function parsedJson(text: string) {
  const bare = text
    .trim()
    .replace(/^```(?:json)?\s*/, "")
    .replace(/\s*```$/, "");
  try {
    return { kind: "succeeded" as const, output: JSON.parse(bare) as unknown };
  } catch {
    return failed("answer-not-json", `The model answered '${text.slice(0, 200)}', which is not JSON.`);
  }
}
