import { describe, expect, it } from "vitest";
import {
  appendLines,
  countUp,
  freshStream,
  idsOf,
  type LogsUnderTest,
  lineDraft,
  offsetsOf,
  readToEnd,
  recordCommitted,
} from "./log-under-test.ts";

/** Offsets, ids and publication: rules S1 to S3. */
export function describeAppending(logs: LogsUnderTest): void {
  describe("S1: offsets", () => {
    it("S1: are dense from 1, in the order of the calls", async () => {
      const { log } = logs();
      const stream = freshStream();

      const answers = await Promise.all(countUp(20).map((n) => appendLines(log, stream, [`a${n}`, `b${n}`])));

      expect(answers.flat().map((answer) => answer.offset)).toEqual(countUp(40));
      const expected = countUp(20).flatMap((n) => [`a${n}`, `b${n}`]);
      expect(idsOf(await readToEnd(log, stream))).toEqual(expected);
    });

    it("S1: are dense with writers on two replicas, by transactions and by appends", async () => {
      const { log, replica } = logs();
      const stream = freshStream();

      const writers = countUp(40).map(async (n) => {
        const writer = n % 2 === 0 ? log : replica;
        if (n % 4 < 2) return appendLines(writer, stream, [`w${n}`]);
        return writer.transaction(async (transaction) => transaction.append(stream, lineDraft(`w${n}`)));
      });
      await Promise.all(writers);

      const entries = await readToEnd(log, stream);
      expect(offsetsOf(entries)).toEqual(countUp(40));
      expect(new Set(idsOf(entries))).toEqual(new Set(countUp(40).map((n) => `w${n}`)));
    });

    it("S1: follow each stream's own count when one call appends to several", async () => {
      const { log } = logs();
      const [left, right] = [freshStream(), freshStream()];

      const answers = await log.append([
        { stream: right, draft: lineDraft("r1") },
        { stream: left, draft: lineDraft("l1") },
        { stream: right, draft: lineDraft("r2") },
      ]);

      expect(answers).toEqual([
        { stream: right, offset: 1, duplicate: false },
        { stream: left, offset: 1, duplicate: false },
        { stream: right, offset: 2, duplicate: false },
      ]);
    });

    it("S1: follow heads that a transaction has locked before, whatever other writers do meanwhile", async () => {
      const { log, replica } = logs();
      const [held, empty, other] = [freshStream(), freshStream(), freshStream()];
      await appendLines(log, held, ["first"]);

      const writers = countUp(20).map((n) =>
        (n % 2 === 0 ? log : replica).transaction(async (transaction) => {
          const heads = await transaction.lockHeads([held, empty]);
          for (const stream of [held, empty, other]) transaction.append(stream, lineDraft(`w${n}`));
          return [heads.get(held), heads.get(empty)];
        }),
      );
      const heads = (await Promise.all(writers)).toSorted(([a = 0], [b = 0]) => a - b);

      expect(heads).toEqual(countUp(20).map((n) => [n, n - 1]));
      for (const [stream, count] of [
        [held, 21],
        [empty, 20],
        [other, 20],
      ] as const) {
        expect(offsetsOf(await readToEnd(log, stream))).toEqual(countUp(count));
      }
    });

    it("S1: do not deadlock when replicas append to the same streams in opposite orders", async () => {
      const { log, replica } = logs();
      const streams = countUp(4).map(() => freshStream());

      const rounds = countUp(25).flatMap((n) => [
        log.transaction(async ({ append }) => {
          for (const stream of streams) append(stream, lineDraft(`up${n}`));
        }),
        replica.transaction(async ({ append }) => {
          for (const stream of streams.toReversed()) append(stream, lineDraft(`down${n}`));
        }),
      ]);
      await Promise.all(rounds);

      const heads = await log.heads(streams);
      expect(streams.map((stream) => heads.get(stream))).toEqual([50, 50, 50, 50]);
    });
  });

  describe("S2: persist, then publish", () => {
    it("S2: publishes a transaction's entries after its commit, one batch a stream", async () => {
      const { log, replica } = logs();
      const stream = freshStream();
      const heard = recordCommitted(log, stream);

      await log.transaction(async ({ append }) => {
        append(stream, lineDraft("a"));
        append(freshStream(), lineDraft("elsewhere"));
        append(stream, lineDraft("b"));
        expect(heard.batches).toEqual([]);
      });

      expect(heard.batches).toEqual([{ stream, entries: await readToEnd(replica, stream) }]);
      heard.stop();
    });

    it("S2: what is published can be read at that moment, from another replica", async () => {
      const { log, replica } = logs();
      const stream = freshStream();
      const reads: Promise<number>[] = [];
      const stop = log.onCommitted((batches) => {
        const batch = batches.find((each) => each.stream === stream);
        if (batch === undefined) return;
        const last = batch.entries.at(-1)?.offset ?? 0;
        reads.push(replica.heads([stream]).then((heads) => (heads.get(stream) ?? 0) - last));
      });

      await Promise.all(countUp(10).map((n) => appendLines(log, stream, [`e${n}`])));

      expect(reads.length).toBeGreaterThan(0);
      for (const lead of await Promise.all(reads)) expect(lead).toBeGreaterThanOrEqual(0);
      stop();
    });

    it("S2: publishes and stores nothing of a transaction that throws", async () => {
      const { log } = logs();
      const stream = freshStream();
      const heard = recordCommitted(log, stream);

      const failed = log.transaction(async ({ append }) => {
        append(stream, lineDraft("a"));
        throw new Error("the work went wrong");
      });

      await expect(failed).rejects.toThrow("the work went wrong");
      expect(heard.batches).toEqual([]);
      expect(await log.heads([stream])).toEqual(new Map([[stream, 0]]));
      heard.stop();
    });

    it("S2: publishes appends that arrive together in the order of their offsets, in fewer commits than calls", async () => {
      const { log } = logs();
      const stream = freshStream();
      const heard = recordCommitted(log, stream);

      await Promise.all(countUp(100).map((n) => appendLines(log, stream, [`e${n}`])));

      const entries = heard.batches.flatMap((batch) => batch.entries);
      expect(offsetsOf(entries)).toEqual(countUp(100));
      expect(heard.batches.length).toBeLessThan(50);
      heard.stop();
    });

    it("S2: a listener that throws, and one that has unsubscribed, leave the others and the caller alone", async () => {
      const { log } = logs();
      const stream = freshStream();
      const stopThrowing = log.onCommitted(() => {
        throw new Error("a listener's mistake");
      });
      const gone = recordCommitted(log, stream);
      const heard = recordCommitted(log, stream);

      gone.stop();
      await appendLines(log, stream, ["a"]);

      expect(gone.batches).toEqual([]);
      expect(heard.batches).toHaveLength(1);
      stopThrowing();
      heard.stop();
    });
  });

  describe("S3: ids", () => {
    it("S3: an id appended again stores nothing, publishes nothing and answers with the first offset", async () => {
      const { log, replica } = logs();
      const stream = freshStream();
      await appendLines(log, stream, ["a", "b"]);
      const heard = recordCommitted(replica, stream);

      const again = await appendLines(replica, stream, ["b"]);
      await replica.transaction(async ({ append }) => append(stream, lineDraft("a", "another text")));

      expect(again).toEqual([{ stream, offset: 2, duplicate: true }]);
      expect(heard.batches).toEqual([]);
      expect(idsOf(await readToEnd(log, stream))).toEqual(["a", "b"]);
      heard.stop();
    });

    it("S3: holds within one call, and leaves no hole in the offsets", async () => {
      const { log } = logs();
      const stream = freshStream();
      await appendLines(log, stream, ["old"]);

      const answers = await appendLines(log, stream, ["a", "old", "a", "b"]);

      expect(answers.map(({ offset, duplicate }) => [offset, duplicate])).toEqual([
        [2, false],
        [1, true],
        [2, true],
        [3, false],
      ]);
      expect(idsOf(await readToEnd(log, stream))).toEqual(["old", "a", "b"]);
    });

    it("S3: of the same ids appended at once from two replicas, one is stored and all get its offset", async () => {
      const { log, replica } = logs();
      const stream = freshStream();
      const ids = countUp(10).map((n) => `same${n}`);

      const calls = countUp(10).map((n) => appendLines(n % 2 === 0 ? log : replica, stream, ids));
      const answers = await Promise.all(calls);

      const entries = await readToEnd(log, stream);
      expect(idsOf(entries)).toEqual(ids);
      for (const answer of answers) expect(answer.map(({ offset }) => offset)).toEqual(offsetsOf(entries));
      expect(answers.flat().filter(({ duplicate }) => !duplicate)).toHaveLength(10);
    });

    it("S3: an id belongs to its stream: another stream may have the same", async () => {
      const { log } = logs();
      const answers = await log.append([
        { stream: freshStream(), draft: lineDraft("same") },
        { stream: freshStream(), draft: lineDraft("same") },
      ]);
      expect(answers.map(({ offset, duplicate }) => [offset, duplicate])).toEqual([
        [1, false],
        [1, false],
      ]);
    });

    it("S3: an entry without an id gets one, with its time and its schema's address", async () => {
      const { log } = logs();
      const stream = freshStream();

      await log.append([
        { stream, draft: lineDraft() },
        { stream, draft: lineDraft() },
      ]);

      const entries = await readToEnd(log, stream);
      expect(new Set(idsOf(entries)).size).toBe(2);
      for (const entry of entries) {
        expect(entry).toMatchObject({ specversion: "1.0", dataschema: "/schemas/run.node.log/1", stream });
        expect(Number.isNaN(Date.parse(entry.time))).toBe(false);
      }
    });
  });
}
