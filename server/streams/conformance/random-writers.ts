import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry } from "#lib/contract/entry";
import type { Appended, StreamLog } from "#server/streams/stream-log";
import { countUp, freshStream, idsOf, type LogsUnderTest, lineDraft, offsetsOf, readToEnd } from "./log-under-test.ts";

const streamCount = 3;

/** One thing that a writer does. Few streams and few ids, so that writers meet. */
type Step =
  | { kind: "append"; lines: { stream: number; id: string }[] }
  | { kind: "commit"; lines: { stream: number; id: string }[] }
  | { kind: "roll-back"; lines: { stream: number; id: string }[] };

const line = fc.record({
  stream: fc.nat({ max: streamCount - 1 }),
  id: fc.nat({ max: 30 }).map((n) => `id${n}`),
});
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("append", "append", "commit", "roll-back"),
  lines: fc.array(line, { minLength: 1, maxLength: 8 }),
});
const writers = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 5 });

/** Rules S1 to S3 under whatever several writers on two replicas do at once. */
export function describeRandomWriters(logs: LogsUnderTest): void {
  describe("random writers", () => {
    it("S1 S2 S3: end with dense streams, each id once, and each commit published once by the replica that made it", async () => {
      await fc.assert(
        fc.asyncProperty(writers, async (steps) => {
          const { log, replica } = logs();
          const streams = countUp(streamCount).map(() => freshStream());
          const published = [recordAll(log, streams), recordAll(replica, streams)];

          const answers = await Promise.all(
            steps.map((own, index) => write(index % 2 === 0 ? log : replica, streams, own)),
          );

          for (const { stop } of published) stop();
          for (const stream of streams) {
            const entries = await readToEnd(log, stream);
            expect(offsetsOf(entries)).toEqual(countUp(entries.length));
            expect(new Set(idsOf(entries)).size).toBe(entries.length);
            expectAnswersToMatch(
              answers.flat().filter((answer) => answer.stream === stream),
              entries,
            );
            expectPublishedOnce(
              published.map(({ entries: heard }) => heard.filter((entry) => entry.stream === stream)),
              entries,
            );
          }
          expect(await log.heads(streams)).toEqual(
            new Map(await Promise.all(streams.map(async (s) => [s, (await readToEnd(replica, s)).length] as const))),
          );
        }),
        // Shrinking would run for minutes on a database, and writers' timing is not in the seed.
        { numRuns: 25, endOnFailure: true },
      );
    });
  });
}

/** Does one writer's steps in turn; answers with what its appends were told, by id. */
async function write(
  log: StreamLog,
  streams: readonly string[],
  steps: readonly Step[],
): Promise<(Appended & { id: string })[]> {
  const answers: (Appended & { id: string })[] = [];
  for (const { kind, lines } of steps) {
    // What is rolled back has ids of its own, so that it shows where it is not gone.
    const drafts = lines.map(({ stream, id }) => ({
      stream: streams[stream] ?? "",
      draft: lineDraft(kind === "roll-back" ? `undone-${id}` : id),
    }));
    if (kind === "append") {
      const appended = await log.append(drafts);
      answers.push(...appended.map((answer, index) => ({ ...answer, id: drafts[index]?.draft.id ?? "" })));
      continue;
    }
    const work = log.transaction(async ({ append }) => {
      for (const { stream, draft } of drafts) append(stream, draft);
      if (kind === "roll-back") throw new Error("rolled back");
    });
    await (kind === "roll-back" ? expect(work).rejects.toThrow("rolled back") : work);
  }
  return answers;
}

function recordAll(log: StreamLog, streams: readonly string[]): { entries: Entry[]; stop: () => void } {
  const entries: Entry[] = [];
  const stop = log.onCommitted((batches) => {
    for (const batch of batches) if (streams.includes(batch.stream)) entries.push(...batch.entries);
  });
  return { entries, stop };
}

function expectAnswersToMatch(answers: readonly (Appended & { id: string })[], entries: readonly Entry[]): void {
  const offsets = new Map(entries.map((entry) => [entry.id, entry.offset]));
  for (const answer of answers) expect(answer.offset).toBe(offsets.get(answer.id));
  const firsts = answers.filter((answer) => !answer.duplicate).map((answer) => answer.offset);
  expect(new Set(firsts).size).toBe(firsts.length);
  expect(entries.some((entry) => entry.id.startsWith("undone-"))).toBe(false);
}

function expectPublishedOnce(published: readonly Entry[][], entries: readonly Entry[]): void {
  for (const heard of published) {
    expect(offsetsOf(heard)).toEqual(offsetsOf(heard).toSorted((left, right) => left - right));
  }
  expect(published.flat().toSorted((left, right) => left.offset - right.offset)).toEqual(entries);
}
