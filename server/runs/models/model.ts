import type { Money } from "#lib/contract/run";

export interface ModelRequest {
  model: string | undefined;
  system: string | undefined;
  prompt: string;
  temperature: number | undefined;
  maxOutputTokens: number;
  /** Where the answer must be one of these. */
  options: readonly string[];
  wantsJson: boolean;
  signal: AbortSignal;
}

export interface ModelAnswer {
  text: string;
  model: string;
  inputTokens: number;
  outputTokens: number;
  cost: Money;
}

/** A language model, or what stands in for one. */
export interface Model {
  readonly isSimulated: boolean;
  /** Answers, handing on text as it comes. Throws where the endpoint fails; the error's message can be shown. */
  answer(request: ModelRequest, onText: (text: string) => void): Promise<ModelAnswer>;
}
