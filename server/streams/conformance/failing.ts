import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EntryDraft } from "#lib/contract/entry";
import { limits } from "#lib/contract/limits";
import { DraftRefused } from "#server/streams/draft-refused";
import {
  appendLines,
  freshStream,
  idsOf,
  type LogsUnderTest,
  lineDraft,
  readToEnd,
  recordCommitted,
} from "./log-under-test.ts";

/** A database error in the middle of an append, and input that may not be stored: rule S13. */
export function describeFailing(logs: LogsUnderTest): void {
  describe("a database that fails in the middle of an append", () => {
    // Raises what a full disk raises, for entries whose id says so.
    beforeAll(async () => {
      await logs().log.transaction(async ({ db }) => {
        await db.execute(sql`
          create function fail_on_poison() returns trigger language plpgsql as $$
          begin
            if new.id like 'poison%' then
              raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
            end if;
            return new;
          end $$`);
        await db.execute(sql`
          create trigger fail_on_poison before insert on stream_entries for each row execute function fail_on_poison()`);
      });
    });

    afterAll(async () => {
      await logs().log.transaction(async ({ db }) => {
        await db.execute(sql`drop trigger fail_on_poison on stream_entries`);
        await db.execute(sql`drop function fail_on_poison`);
      });
    });

    it("S13: stores nothing of the request, publishes nothing and tells the caller", async () => {
      const { log } = logs();
      const stream = freshStream();
      await appendLines(log, stream, ["before"]);
      const heard = recordCommitted(log, stream);

      await expect(appendLines(log, stream, ["a", "poison", "b"])).rejects.toThrow();

      expect(heard.batches).toEqual([]);
      expect(idsOf(await readToEnd(log, stream))).toEqual(["before"]);
      expect(await appendLines(log, stream, ["after"])).toMatchObject([{ offset: 2 }]);
      heard.stop();
    });

    it("S13: stores the neighbours that shared the commit with the request that failed", async () => {
      const { log } = logs();
      const stream = freshStream();

      const outcomes = await Promise.allSettled([
        appendLines(log, stream, ["a"]),
        appendLines(log, stream, ["b", "poison"]),
        appendLines(log, stream, ["c"]),
      ]);

      expect(outcomes.map((outcome) => outcome.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      expect(idsOf(await readToEnd(log, stream))).toEqual(["a", "c"]);
    });

    it("S13: rolls back what a transaction did besides appending", async () => {
      const { log } = logs();
      const [stream, row] = [freshStream(), freshStream()];

      const failed = log.transaction(async ({ db, append }) => {
        await db.execute(sql`insert into streams (stream, head) values (${row}, 7)`);
        append(stream, lineDraft("poison"));
      });

      await expect(failed).rejects.toThrow();
      expect(await log.heads([stream, row])).toEqual(
        new Map([
          [stream, 0],
          [row, 0],
        ]),
      );
    });
  });

  describe("a draft that may not be stored", () => {
    const refused: [string, { stream?: string; draft: unknown }, Partial<DraftRefused["refusal"]>][] = [
      [
        "of an unknown type",
        { draft: { ...lineDraft(), type: "run.node.sang" } },
        { code: "unknown-event", field: "type" },
      ],
      [
        "on a stream whose name is none",
        { stream: "runs/1", draft: lineDraft() },
        { code: "unknown-stream", field: "stream" },
      ],
      [
        "on a kind of stream that does not carry it",
        { stream: "team:team_1", draft: lineDraft() },
        { code: "invalid-input", field: "stream" },
      ],
      [
        "with a wrong payload",
        { draft: { ...lineDraft(), data: { nodeId: "n1", level: "loud", message: "x" } } },
        { code: "invalid-input", field: "data.level" },
      ],
      [
        "with too large a payload",
        {
          draft: {
            ...lineDraft(),
            type: "run.node.succeeded",
            data: { nodeId: "n1", handles: Array(3_000).fill("h".repeat(100)) },
          },
        },
        { code: "too-large", field: "data", limit: limits.entryDataBytes },
      ],
      ["with an empty id", { draft: lineDraft("") }, { code: "invalid-input", field: "id" }],
      ["with too long an id", { draft: lineDraft("i".repeat(201)) }, { field: "id", limit: limits.idLength }],
      ["with a control character in its id", { draft: lineDraft("a\u0000b") }, { code: "invalid-input", field: "id" }],
      ["with a time that is none", { draft: { ...lineDraft(), time: "yesterday" } }, { field: "time" }],
    ];

    it.each(refused)("S13: %s is refused with the field, and its whole request with it", async (_, given, refusal) => {
      const { log } = logs();
      const good = freshStream();
      // Tests hand over what types would forbid.
      const bad = { stream: given.stream ?? freshStream(), draft: given.draft as EntryDraft };

      const append = log.append([{ stream: good, draft: lineDraft("good") }, bad]);
      const transaction = log.transaction(async ({ append: add }) => {
        add(good, lineDraft("good"));
        add(bad.stream, bad.draft);
      });

      for (const outcome of await Promise.allSettled([append, transaction])) {
        const reason = outcome.status === "rejected" ? outcome.reason : null;
        expect(reason).toBeInstanceOf(DraftRefused);
        expect(reason.refusal).toMatchObject(refusal);
        expect(reason.refusal.message).toContain(refusal.field);
      }
      expect(await log.heads([good])).toEqual(new Map([[good, 0]]));
    });
  });
}
