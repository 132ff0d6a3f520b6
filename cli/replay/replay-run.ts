import { customAlphabet } from "nanoid";
import { CommandFailed } from "../command-failed.ts";
import type { RecordedRun } from "../wfcommons/recorded-run.ts";
import { endOf, scheduleTasks } from "../wfcommons/schedule-tasks.ts";
import { comparePicture, pictureSchema } from "./compare-picture.ts";
import { type SignalboxServer, sendEvents } from "./event-sender.ts";
import { play } from "./play.ts";
import { replayEvents } from "./replay-events.ts";

export interface ReplayOptions {
  server: SignalboxServer;
  /** How many times as fast as the record. */
  speed: number;
  say: (line: string) => void;
}

const newSuffix = customAlphabet("0123456789abcdefghijklmnopqrstuvwxyz", 12);

/**
 * Plays a recorded run into a server as a live one, then reads it back. Resolves with what differs from the record:
 * nothing, where all is well.
 */
export async function replayRun(
  recorded: RecordedRun,
  { server, speed, say }: ReplayOptions,
): Promise<{ runId: string; differences: string[] }> {
  const schedule = scheduleTasks(recorded);
  for (const note of [...recorded.notes, ...schedule.notes]) say(`Note: ${note}`);
  const runId = `replay-${newSuffix()}`;
  const seconds = endOf(schedule.tasks) / 1000;
  say(
    `${recorded.name}: ${recorded.tasks.length} tasks, ${recorded.graph.edges.length} edges, ${round(seconds)} s of record.`,
  );
  let isKnown = false;
  await play(replayEvents(recorded, schedule.tasks), speed, async (events) => {
    await sendEvents(server, runId, events);
    if (isKnown) return;
    isKnown = true;
    // Not before the server knows the run: the address would lead nowhere.
    say(`Watch it: ${server.url}/runs/${runId}   (about ${round(seconds / speed)} s at ${speed} times the speed)`);
  });
  return { runId, differences: comparePicture(recorded, await readPicture(server, runId)) };
}

async function readPicture({ url, key }: SignalboxServer, runId: string) {
  const response = await fetch(`${url}/api/v1/runs/${runId}/snapshot`, { headers: { authorization: `Bearer ${key}` } });
  if (!response.ok) {
    throw new CommandFailed(`The run was sent, but cannot be read back (${response.status}): the key needs runs:read.`);
  }
  return pictureSchema.parse(await response.json());
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
