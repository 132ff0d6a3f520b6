import { describe, expect, it } from "vitest";
import { dataSchemaPath, eventDefinition, eventTypes } from "./catalogue.ts";
import { limits } from "./limits.ts";
import type { StreamKind } from "./stream-name.ts";

/** Version 1 of the catalogue: what a reader of each stream may count on. */
const promised: Partial<Record<StreamKind, readonly string[]>> = {
  run: [
    ...["run.queued", "run.started", "run.paused", "run.resumed", "run.finished", "run.cost.recorded"],
    ...["run.node.queued", "run.node.started", "run.node.retrying", "run.node.waiting", "run.node.succeeded"],
    ...["run.node.failed", "run.node.skipped", "run.node.log"],
  ],
  team: [
    ...["run.updated", "task.updated", "workflow.published"],
    ...["agent.registered", "agent.updated", "agent.trust.changed", "agent.connected", "agent.disconnected"],
    ...["workflow.generation.started", "workflow.generation.progressed"],
    ...["workflow.generation.finished", "workflow.generation.failed"],
    ...["guardrail.triggered", "budget.threshold.crossed", "budget.exhausted"],
  ],
  org: [
    ...["alert.raised", "alert.acknowledged", "member.joined", "member.left", "member.role.changed"],
    ...["team.member.added", "team.member.removed"],
  ],
  admins: ["session.started", "session.ended", "auth.failed"],
  user: ["inbox.item.added", "inbox.item.read"],
  system: ["system.maintenance.scheduled", "system.announcement"],
};

describe("the catalogue", () => {
  it.each(Object.entries(promised))("has every event of %s", (kind, types) => {
    const carried = eventTypes.filter((type) => eventDefinition(type).streams.some((each) => each === kind));
    expect(carried).toEqual(expect.arrayContaining([...types]));
  });

  it.each(eventTypes)("%s has an example that its own schema takes, within the limit, and one sentence", (type) => {
    const { data, example, doc, streams } = eventDefinition(type);
    expect(data.safeParse(example).error?.issues ?? []).toEqual([]);
    expect(JSON.stringify(example).length).toBeLessThan(limits.entryDataBytes);
    expect(doc).toMatch(/^[A-Z].*\.$/);
    expect(streams).not.toEqual([]);
    expect(dataSchemaPath(type)).toMatch(/^\/schemas\/[a-z.]+\/[1-9]\d*$/);
  });
});
