import { describe, expect, it } from "vitest";
import type { KeyActor } from "#lib/domain/actor";
import { type CheckContext, checkEvent } from "./check-event.ts";

const actor: KeyActor = {
  kind: "api-key",
  keyId: "key_1",
  name: "robot",
  orgId: "org_1",
  orgName: "Acme",
  teamId: null,
  scopes: ["events:write"],
};
const context: CheckContext = {
  actor,
  org: { id: "org_1", slug: "acme" },
  now: () => new Date("2026-11-01T12:00:00.000Z"),
  newId: () => "evt_1",
};
const event = (more: object) => ({ specversion: "1.0", id: "1", source: "/runs/r1", type: "run.started", ...more });
const check = (more: object) => checkEvent(event(more), context);

describe("an event from elsewhere", () => {
  it("belongs to the run that its source or its stream names", () => {
    const runs = [
      {},
      { source: "/orgs/org_1/runs/r1" },
      { source: "/orgs/acme/runs/r1" },
      { source: "urn:x", stream: "run:r1" },
    ];
    for (const more of runs) expect(check(more)).toMatchObject({ ok: true, value: { runId: "r1" } });
    expect(check({ source: "/runs/a b" })).toMatchObject({ field: "source" });
    expect(check({ source: "/orgs/globex/runs/r1" })).toMatchObject({ code: "not-found", field: "source" });
    expect(check({ source: "/orgs/globex/runs/r1", stream: "run:r1" })).toMatchObject({ code: "not-found" });
    expect(check({ stream: "run:r2" })).toMatchObject({ field: "stream" });
    expect(check({ stream: "org:org_1" })).toMatchObject({ code: "unknown-stream", field: "stream" });
  });

  it("is stored under our own source, in UTC, with the node as its subject", () => {
    const checked = check({ type: "run.node.started", time: "2026-11-01T14:00:00+02:00", data: { nodeId: "a" } });
    expect(checked).toMatchObject({
      ok: true,
      value: {
        nodeId: "a",
        prepared: {
          entry: {
            source: "/orgs/org_1/runs/r1",
            subject: "node/a",
            time: "2026-11-01T12:00:00.000Z",
            data: { attempt: 1 },
          },
        },
      },
    });
  });

  it("says of its run what we know of its sender, whatever it claims", () => {
    const data = { workflowName: "W", trigger: { kind: "manual", by: { id: "usr_1", name: "Somebody else" } } };
    expect(check({ type: "run.queued", data })).toMatchObject({
      value: { prepared: { entry: { data: { trigger: { kind: "ingest", by: { id: "key_1", name: "robot" } } } } } },
    });
  });

  it("has its graph taken out, and checked by its own fields", () => {
    const graph = { nodes: [{ id: "a", kind: "k", name: "A" }], edges: [] };
    const checked = check({ type: "run.queued", data: { workflowName: "W", graph } });
    expect(checked).toMatchObject({ ok: true, value: { declared: { graph: { nodes: [{ id: "a", settings: {} }] } } } });
    expect(JSON.stringify(checked.ok && checked.value.prepared)).not.toContain("nodes");
    const broken = check({
      type: "run.queued",
      data: { workflowName: "W", graph: { nodes: [{ id: "a" }], edges: [] } },
    });
    expect(broken).toMatchObject({ ok: false, field: "data.graph.nodes.0.kind" });
    expect(check({ type: "run.queued", data: { graph } })).toMatchObject({ field: "data.workflowName" });
  });

  it("S13: is refused by the attribute at fault", () => {
    expect(check({ id: "x".repeat(201) })).toMatchObject({ field: "id" });
    expect(check({ time: "yesterday" })).toMatchObject({ field: "time" });
    expect(check({ type: "toString" })).toMatchObject({ code: "unknown-event", field: "type" });
    expect(check({ dataschema: "/schemas/run.paused/1" })).toMatchObject({ field: "dataschema" });
    expect(check({ dataschema: "https://x.test/schemas/run.started/7" })).toMatchObject({
      code: "version-unsupported",
      limit: 1,
    });
    expect(check({ dataschema: "https://x.test/schemas/run.started/1" })).toMatchObject({ ok: true });
    expect(check({ datacontenttype: "text/xml" })).toMatchObject({ code: "unsupported-media-type" });
    expect(check({ type: "run.node.log", data: { nodeId: "a", message: "x".repeat(4_001) } })).toMatchObject({
      field: "data.message",
    });
    expect(checkEvent(null, context)).toMatchObject({ ok: false, code: "invalid-input" });
  });

  it("S13: is refused for an item past a loop's limit, which would grow its run's state without end", () => {
    const at = (item: number) => check({ type: "run.node.started", data: { nodeId: "a", item } });
    expect(at(999)).toMatchObject({ ok: true });
    expect(at(1_000)).toMatchObject({ ok: false, code: "too-many", field: "data.item", limit: 1_000 });
  });

  it("S13: is refused for a time that the database cannot keep", () => {
    for (const time of ["0000-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "9999-12-31T23:59:59-12:00"]) {
      expect(check({ time }), time).toMatchObject({ ok: false, code: "invalid-input", field: "time" });
    }
    expect(check({ time: "9999-12-31T23:59:59Z" })).toMatchObject({ ok: true });
  });
});
