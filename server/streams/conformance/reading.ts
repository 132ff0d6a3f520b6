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
} from "./log-under-test.ts";

const mebibyte = 1024 * 1024;

/** Reads, heads and trimming: what rules S4, S6 and S7 stand on. */
export function describeReading(logs: LogsUnderTest): void {
  describe("reading", () => {
    it("S4: answers with the entries after the cursor, each once and in order, with the head", async () => {
      const { log, replica } = logs();
      const stream = freshStream();
      await appendLines(log, stream, ["a", "b", "c", "d", "e"]);

      const page = await replica.read(stream, { after: 1, limit: 3 });

      expect(idsOf(page.entries)).toEqual(["b", "c", "d"]);
      expect(offsetsOf(page.entries)).toEqual([2, 3, 4]);
      expect(page).toMatchObject({ head: 5, trimmed: 0 });
    });

    it("S4: gives back exactly what was stored, whatever characters it holds", async () => {
      const { log } = logs();
      const stream = freshStream();
      const message = "NUL \u0000, half a pair \ud800, quotes \" ' \\ and $1, emoji 🚂, new\nline";
      const draft = {
        ...lineDraft(`odd "id" \\ {},'%_ $1 🚂`, message),
        subject: "node/n1",
        time: "2026-11-01T12:00:00.123Z",
      };

      await log.append([{ stream, draft }]);

      const { entries } = await log.read(stream, { after: 0, limit: 10 });
      const dataschema = "/schemas/run.node.log/1";
      expect(entries).toEqual([{ specversion: "1.0", ...draft, dataschema, stream, offset: 1 }]);
    });

    it("S4: is empty at the head, beyond it and on a stream that has no entry, and says the head", async () => {
      const { log } = logs();
      const stream = freshStream();
      await appendLines(log, stream, ["a"]);

      expect(await log.read(stream, { after: 1, limit: 10 })).toEqual({ entries: [], head: 1, trimmed: 0 });
      expect(await log.read(stream, { after: 99, limit: 10 })).toEqual({ entries: [], head: 1, trimmed: 0 });
      expect(await log.read(freshStream(), { after: 0, limit: 10 })).toEqual({ entries: [], head: 0, trimmed: 0 });
    });

    it("bounds a page to 1 MiB, and the next page goes on after it", async () => {
      const { log } = logs();
      const stream = freshStream();
      const drafts = countUp(600).map((n) => ({ stream, draft: lineDraft(`big${n}`, "x".repeat(4_000)) }));
      await log.append(drafts);

      const first = await log.read(stream, { after: 0, limit: 1_000 });

      const bytes = Buffer.byteLength(JSON.stringify(first.entries));
      expect(bytes).toBeGreaterThan(mebibyte / 2);
      expect(bytes).toBeLessThan(mebibyte * 1.1);
      expect(first.head).toBe(600);
      const rest = await readToEnd(log, stream, first.entries.at(-1)?.offset);
      expect(offsetsOf([...first.entries, ...rest])).toEqual(countUp(600));
    });
  });

  describe("heads", () => {
    it("S6: come for many streams at once, 0 for those without entries", async () => {
      const { log, replica } = logs();
      const [long, short, empty] = [freshStream(), freshStream(), freshStream()];
      await appendLines(log, long, ["a", "b", "c"]);
      await appendLines(log, short, ["a"]);

      const heads = await replica.heads([short, empty, long]);

      expect(heads).toEqual(
        new Map([
          [short, 1],
          [empty, 0],
          [long, 3],
        ]),
      );
      expect(await log.heads([])).toEqual(new Map());
    });
  });

  describe("trimming", () => {
    it("S7: forgets the entries up to an offset and says so to readers; the others keep their offsets", async () => {
      const { log, replica } = logs();
      const stream = freshStream();
      await appendLines(log, stream, ["a", "b", "c", "d"]);

      await log.trim(stream, 2);

      const page = await replica.read(stream, { after: 0, limit: 10 });
      expect(offsetsOf(page.entries)).toEqual([3, 4]);
      expect(page).toMatchObject({ head: 4, trimmed: 2 });
    });

    it("S7: goes on from the head after everything was forgotten", async () => {
      const { log } = logs();
      const stream = freshStream();
      await appendLines(log, stream, ["a", "b"]);

      await log.trim(stream, 99);
      const [next] = await appendLines(log, stream, ["c"]);

      expect(next).toMatchObject({ offset: 3 });
      const page = await log.read(stream, { after: 0, limit: 10 });
      expect(offsetsOf(page.entries)).toEqual([3]);
      expect(page).toMatchObject({ head: 3, trimmed: 2 });
    });

    it("S7: never moves back, and leaves a stream without entries as it is", async () => {
      const { log } = logs();
      const [stream, empty] = [freshStream(), freshStream()];
      await appendLines(log, stream, ["a", "b", "c"]);

      await log.trim(stream, 2);
      await log.trim(stream, 1);
      await log.trim(empty, 5);

      expect(await log.read(stream, { after: 0, limit: 10 })).toMatchObject({ head: 3, trimmed: 2 });
      expect(await log.read(empty, { after: 0, limit: 10 })).toEqual({ entries: [], head: 0, trimmed: 0 });
    });
  });
}
