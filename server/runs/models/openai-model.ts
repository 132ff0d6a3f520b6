import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { streamText } from "ai";
import type { Model, ModelRequest } from "./model.ts";
import { priceOf } from "./model-prices.ts";

/** Any OpenAI-compatible endpoint. Retries are the node's, so that each is seen. */
export function createOpenAiModel(endpoint: { baseUrl: string; apiKey: string | undefined; model: string }): Model {
  const provider = createOpenAICompatible({
    name: "configured",
    baseURL: endpoint.baseUrl,
    includeUsage: true,
    ...(endpoint.apiKey !== undefined && { apiKey: endpoint.apiKey }),
  });
  return {
    isSimulated: false,
    answer: async (request, onText) => {
      const model = request.model ?? endpoint.model;
      const failures: unknown[] = [];
      const stream = streamText({
        model: provider.chatModel(model),
        prompt: request.prompt,
        ...instructions(request),
        ...(request.temperature !== undefined && { temperature: request.temperature }),
        maxOutputTokens: request.maxOutputTokens,
        maxRetries: 0,
        abortSignal: request.signal,
        onError: ({ error }) => {
          failures.push(error);
        },
      });
      let text = "";
      for await (const chunk of stream.textStream) {
        text += chunk;
        onText(chunk);
      }
      request.signal.throwIfAborted();
      const [failure] = failures;
      if (failure !== undefined) throw failure instanceof Error ? failure : new Error(String(failure));
      const usage = await stream.usage;
      const inputTokens = usage.inputTokens ?? 0;
      const outputTokens = usage.outputTokens ?? 0;
      return { text, model, inputTokens, outputTokens, cost: priceOf(model, inputTokens, outputTokens) };
    },
  };
}

function instructions({ system, options, wantsJson }: ModelRequest): { system: string } | Record<never, never> {
  const lines = [
    ...(system === undefined ? [] : [system]),
    ...(options.length > 0 ? [`Answer with exactly one of these, and nothing else: ${options.join(", ")}`] : []),
    ...(wantsJson ? ["Answer with JSON only."] : []),
  ];
  return lines.length === 0 ? {} : { system: lines.join("\n\n") };
}
