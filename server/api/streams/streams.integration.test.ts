import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "#server/api/testing/start-test-api";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";
import { type Caller, callerOf } from "../testing/call.ts";

describe.each(testDatabases)("streams over HTTP on $name", ({ open }) => {
  let database: OpenTestDatabase;
  let api: TestApi;
  let authorization: string;
  let reader: Caller;

  beforeAll(async () => {
    database = await open();
    api = await startTestApi(database);
    authorization = await api.bearer("acme");
    reader = callerOf(api, { authorization });
  });
  afterAll(async () => {
    await api.close();
    await database.close();
  });

  let ids = 0;
  /** Appends log lines to a run from elsewhere, which its first one makes known. */
  async function send(run: string, count: number) {
    const events = Array.from({ length: count }, () => {
      ids += 1;
      return {
        specversion: "1.0",
        id: `s${ids}`,
        source: `/runs/${run}`,
        type: "run.node.log",
        data: { nodeId: "n", message: `${ids}` },
      };
    });
    expect((await reader("POST", "/api/v1/events", { body: events })).body.accepted).toBe(count);
  }
  const path = (run: string, query = "") => `/api/v1/streams/run:${run}/events${query}`;
  const offsets = (body: { entries: { offset: number }[] }) => body.entries.map(({ offset }) => offset);

  it("S4: is polled by cursor, and answers 304 where nothing changed", async () => {
    await send("poll", 5);
    const first = await reader("GET", path("poll", "?limit=3"));
    expect([offsets(first.body), first.body.head]).toEqual([[1, 2, 3], 5]);
    expect(offsets((await reader("GET", path("poll", "?after=3"))).body)).toEqual([4, 5]);
    const last = await reader("GET", path("poll", "?after=5"));
    expect(last.body).toEqual({ entries: [], head: 5 });
    const headers = { "if-none-match": last.headers.get("etag") ?? "" };
    expect((await reader("GET", path("poll", "?after=5"), { headers })).status).toBe(304);
    await send("poll", 1);
    expect((await reader("GET", path("poll", "?after=5"), { headers })).status).toBe(200);
  });

  it("long-polls: answers when something comes, and empty when the wait is over", async () => {
    await send("long", 1);
    const waiting = reader("GET", path("long", "?after=1&wait=30s"));
    await send("long", 2);
    expect((await waiting).body.entries[0].offset).toBe(2);
    expect((await reader("GET", path("long", "?after=3&wait=1s"))).body).toEqual({ entries: [], head: 3 });
  });

  it("S7 and S13: refuses a cursor from the future, and one below the trim with the head", async () => {
    await send("cursor", 4);
    const future = await reader("GET", path("cursor", "?after=9"));
    expect(future.body).toMatchObject({ status: 422, code: "cursor-in-future", field: "after", limit: 4 });
    await api.log.trim("run:cursor", 2);
    const expired = await reader("GET", path("cursor", "?after=1"));
    expect(expired.body).toMatchObject({ status: 410, code: "cursor-expired", head: 4 });
    expect(offsets((await reader("GET", path("cursor"))).body)).toEqual([3, 4]);
  });

  it("refuses what is no stream, and what is nobody's business, alike", async () => {
    const wrong = await reader("GET", "/api/v1/streams/nonsense/events");
    expect(wrong.body).toMatchObject({ status: 422, code: "unknown-stream" });
    const { globex } = api.orgs;
    for (const stream of [
      `org:${globex.orgId}`,
      `team:${globex.teamIds.Operations}`,
      "run:none",
      "user:usr_x",
      "task:t",
    ]) {
      expect([stream, (await reader("GET", `/api/v1/streams/${stream}/events`)).status]).toEqual([stream, 404]);
    }
    expect((await reader("GET", `/api/v1/streams/org:${api.orgs.acme.orgId}/events`)).status).toBe(200);
    const admins = `/api/v1/streams/admins:${api.orgs.acme.orgId}/events`;
    expect((await reader("GET", admins)).status).toBe(404);
    expect((await callerOf(api, await api.signIn("admin@acme.test"))("GET", admins)).status).toBe(200);
  });

  interface Events {
    /** Reads until so many events have come; ends early where the stream ends. */
    take(count: number): Promise<{ id?: string; event?: string; data?: unknown }[]>;
    cancel(): Promise<void>;
  }
  async function listen(
    query: string,
    headers: Record<string, string>,
    url = api.url,
  ): Promise<Events & { status: number }> {
    const response = await fetch(url + query, { headers: { accept: "text/event-stream", ...headers } });
    const body = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    return {
      status: response.status,
      async take(count) {
        const events: Awaited<ReturnType<Events["take"]>> = [];
        while (events.length < count) {
          const end = text.indexOf("\n\n");
          if (end === -1) {
            const chunk = await body?.read();
            if (chunk === undefined || chunk.done) return events;
            text += chunk.value;
            continue;
          }
          const lines = text
            .slice(0, end)
            .split("\n")
            .map((line) => line.split(/: (.*)/s).slice(0, 2));
          text = text.slice(end + 2);
          const { data, ...fields } = Object.fromEntries(lines);
          if (data !== undefined) events.push({ ...fields, data: JSON.parse(data) });
        }
        return events;
      },
      cancel: async () => {
        await body?.cancel();
      },
    };
  }

  it("S4: sends events from the cursor on, resumes by Last-Event-ID, and goes on live", async () => {
    await send("sse", 3);
    const events = await listen(path("sse", "?after=1"), { authorization });
    expect((await events.take(2)).map(({ id }) => id)).toEqual(["2", "3"]);
    await send("sse", 2);
    expect(await events.take(2)).toMatchObject([{ id: "4", data: { offset: 4, type: "run.node.log" } }, { id: "5" }]);
    await events.cancel();
    const resumed = await listen(path("sse", "?after=1"), { authorization, "last-event-id": "4" });
    expect((await resumed.take(1)).map(({ id }) => id)).toEqual(["5"]);
    await resumed.cancel();
    const wrong = await listen(path("sse"), { authorization, "last-event-id": "x" });
    expect(wrong.status).toBe(422);
  });

  it("S7: tells a reader whose cursor is too old to begin anew", async () => {
    await send("old", 5);
    await api.log.trim("run:old", 3);
    const events = await listen(path("old"), { authorization, "last-event-id": "1" });
    expect(await events.take(1)).toEqual([{ id: "5", event: "reset", data: { stream: "run:old", head: 5 } }]);
    await send("old", 1);
    expect((await events.take(1))[0]?.id).toBe("6");
    await events.cancel();
  });

  it("S10: lets a reader who takes nothing cost nobody else anything", async () => {
    await send("slow", 1);
    const slow = await listen(path("slow"), { authorization });
    for (let batch = 0; batch < 5; batch += 1) await send("slow", 900);
    expect((await reader("GET", path("slow", "?after=4500"))).body.head).toBe(4501);
    expect((await slow.take(4501)).at(-1)?.id).toBe("4501");
    await slow.cancel();
  });

  it("lets everything that lasts end when the server drains", async () => {
    const other = await startTestApi(database);
    const key = { authorization: await other.bearer("acme") };
    await send("drain", 1);
    const events = await listen(path("drain"), key, other.url);
    expect(await events.take(1)).toHaveLength(1);
    const waiting = callerOf(other, key)("GET", path("drain", "?after=1&wait=30s"));
    other.drain();
    expect(await events.take(1)).toEqual([]);
    expect((await waiting).body).toEqual({ entries: [], head: 1 });
    await other.close();
  });

  it("ends within three seconds for somebody whose session was ended elsewhere", async () => {
    await send("ended", 1);
    const session = await api.signIn("operator@acme.test");
    const events = await listen(path("ended"), { cookie: session.cookie });
    expect((await events.take(1))[0]?.id).toBe("1");
    const waiting = callerOf(api, session)("GET", path("ended", "?after=1&wait=30s"));
    const endedAt = performance.now();
    await api.authenticator.endSession(session.sessionId, "revoked");
    expect(await events.take(2)).toMatchObject([{ event: "ended", data: { code: "session-revoked" } }]);
    expect((await waiting).body).toMatchObject({ status: 401, code: "session-revoked" });
    expect(performance.now() - endedAt).toBeLessThan(3_000);
  });
});
