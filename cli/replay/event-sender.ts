import { setTimeout as delay } from "node:timers/promises";
import { ingestAnswerSchema } from "#lib/contract/ingest-answer";
import { CommandFailed } from "../command-failed.ts";
import type { DueEvent } from "./replay-events.ts";

export interface SignalboxServer {
  /** Its address, without a trailing slash. */
  url: string;
  key: string;
}

/** Waits between attempts, in milliseconds: long enough in all for a server to restart. */
const retryDelays = [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000];

/**
 * Sends events of one run. What cannot be sent is tried again for about 24 s: ids make it safe. Throws `CommandFailed`
 * where the server refuses an event, or stays away.
 */
export async function sendEvents(server: SignalboxServer, runId: string, events: readonly DueEvent[]): Promise<void> {
  const now = new Date().toISOString();
  const batch = events.map(({ event }) => ({ specversion: "1.0", source: `/runs/${runId}`, time: now, ...event }));
  for (let attempt = 0; ; attempt += 1) {
    const failure = await tryToSend(server, JSON.stringify(batch));
    if (failure === null) return;
    const wait = retryDelays[attempt];
    if (wait === undefined) throw new CommandFailed(`The events could not be sent: ${failure}`);
    await delay(wait);
  }
}

/** Null where it worked, otherwise what to say if it never does. */
async function tryToSend({ url, key }: SignalboxServer, body: string): Promise<string | null> {
  let response: Response;
  try {
    response = await fetch(`${url}/api/v1/events`, {
      method: "POST",
      headers: { "content-type": "application/cloudevents-batch+json", authorization: `Bearer ${key}` },
      body,
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return `${url} cannot be reached (${cause}). Is the server running there? --url names another.`;
  }
  if (response.status === 429 || response.status >= 500) return `the server answered ${response.status}.`;
  const answer: unknown = await response.json();
  const parsed = ingestAnswerSchema.safeParse(answer);
  const rejected = parsed.success ? parsed.data.rejected[0] : undefined;
  if (rejected !== undefined) throw new CommandFailed(`The server refused an event: ${rejected.message}`);
  if (!response.ok) throw new CommandFailed(`The server answered ${response.status}: ${JSON.stringify(answer)}`);
  return null;
}
