import { setTimeout as delay } from "node:timers/promises";
import type { Model, ModelRequest } from "./model.ts";

/** About as fast as people read. */
const wordMs = 25;
/** No simulated answer takes longer, however long it is. */
const longestMs = 3_000;
/** Rule of thumb for English text. */
const charactersPerToken = 4;

/**
 * Stands in for a model where none is configured: the same prompt always gets the same answer, word by word. It says
 * what it is, and costs nothing.
 */
export function createSimulatedModel(): Model {
  return {
    isSimulated: true,
    answer: async (request, onText) => {
      const text = compose(request);
      const words = text.split(/(?<=\s)/);
      const pause = Math.min(wordMs, longestMs / words.length);
      for (const word of words) {
        await delay(pause, undefined, { signal: request.signal });
        onText(word);
      }
      return {
        text,
        model: "simulated",
        inputTokens: tokens(request.prompt) + tokens(request.system ?? ""),
        outputTokens: tokens(text),
        cost: { micros: 0, currency: "USD" },
      };
    },
  };
}

function compose({ prompt, options, wantsJson }: ModelRequest): string {
  if (options.length > 0) return choose(prompt, options);
  const subject = keyWords(prompt).slice(0, 6).join(", ");
  if (wantsJson) return JSON.stringify({ simulated: true, subject, summary: `Simulated answer about ${subject}.` });
  const opening = openings[hash(prompt) % openings.length] ?? "";
  return `${opening} The request is about ${subject}. This answer is simulated: no language model is configured on this server, so it shows how an answer arrives, not what one would say. Set OPENAI_BASE_URL to get real answers.`;
}

const openings = [
  "Thank you, here is what stands out.",
  "In short, this is what matters.",
  "Here is a first draft.",
  "After going through it, this is the picture.",
];

/** The option that the prompt speaks of most, or one that the prompt always gets. */
function choose(prompt: string, options: readonly string[]): string {
  const text = prompt.toLowerCase();
  const counted = options.map((option) => ({ option, count: text.split(option.toLowerCase()).length - 1 }));
  // Prompts often list the options themselves, so that one mention says nothing.
  const [first] = counted.toSorted((a, b) => b.count - a.count);
  const [, second] = counted.toSorted((a, b) => b.count - a.count);
  if (first !== undefined && first.count > (second?.count ?? 0)) return first.option;
  return options[hash(prompt) % options.length] ?? "";
}

function keyWords(prompt: string): string[] {
  const words = prompt.toLowerCase().match(/[a-zà-ÿ]{5,}/g) ?? ["nothing"];
  return [...new Set(words)];
}

/** FNV-1a, 32 bits: any steady spread will do. */
function hash(text: string): number {
  let value = 2_166_136_261;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return value;
}

function tokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}
