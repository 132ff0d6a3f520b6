import type { Money } from "#lib/contract/run";

/**
 * List prices in US dollars for a million tokens, in and out, by the start of a model's name. From the vendors' price
 * pages, November 2026; a model that is not here is recorded with its tokens and no cost.
 */
const prices: readonly { model: string; input: number; output: number }[] = [
  { model: "gpt-4o-mini", input: 0.15, output: 0.6 },
  { model: "gpt-4o", input: 2.5, output: 10 },
  { model: "gpt-4.1-nano", input: 0.1, output: 0.4 },
  { model: "gpt-4.1-mini", input: 0.4, output: 1.6 },
  { model: "gpt-4.1", input: 2, output: 8 },
];

/** What a call cost. A dollar for a million tokens is one micro-dollar a token. */
export function priceOf(model: string, inputTokens: number, outputTokens: number): Money {
  const price = prices.find((each) => model.startsWith(each.model));
  const micros = price === undefined ? 0 : inputTokens * price.input + outputTokens * price.output;
  return { micros: Math.round(micros), currency: "USD" };
}
