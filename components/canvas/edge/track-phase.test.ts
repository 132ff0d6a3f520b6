import { describe, expect, it } from "vitest";
import { idleExecutionState, idleNodeState, type NodeState } from "#lib/domain/run-state";
import { trackPhase } from "./track-phase.ts";

const node = (change: Partial<NodeState>): NodeState => ({ ...idleNodeState, ...change });
const succeeded = node({ status: "succeeded" });

describe("an edge", () => {
  it.each([
    ["is idle before anything came", undefined, undefined, "idle"],
    ["is idle while its source works", node({ status: "running" }), undefined, "idle"],
    ["is active once its target is queued", succeeded, node({ status: "queued" }), "active"],
    ["is active while its target waits for a person", succeeded, node({ status: "waiting" }), "active"],
    ["is taken once its target has ended", succeeded, node({ status: "succeeded" }), "taken"],
    ["is taken when its target failed", succeeded, node({ status: "failed" }), "taken"],
    ["fades behind a skipped node", node({ status: "skipped" }), node({ status: "skipped" }), "faded"],
    ["fades to a skipped target", succeeded, node({ status: "skipped" }), "faded"],
  ] as const)("%s", (_, source, target, phase) => {
    expect(trackPhase(source, target, null)).toBe(phase);
  });

  it("fades where its source went on by another way, though its target runs", () => {
    const branch = node({ status: "succeeded", handles: ["refund"] });
    expect(trackPhase(branch, node({ status: "running" }), "answer")).toBe("faded");
    expect(trackPhase(branch, node({ status: "running" }), "refund")).toBe("active");
  });

  it("is taken into a loop's body once the loop is done, though the loop went on by another way", () => {
    const loop = node({ status: "succeeded", itemsTotal: 1, handles: ["done"] });
    const inBody = node({ status: "succeeded", items: { 0: { ...idleExecutionState, status: "succeeded" } } });
    expect(trackPhase(loop, inBody, "each")).toBe("taken");
    expect(trackPhase({ ...loop, itemsTotal: 0 }, idleNodeState, "each")).toBe("faded");
  });

  it("is taken where a failed node went on by its way for errors", () => {
    const failed = node({ status: "failed", handles: ["error"] });
    expect(trackPhase(failed, succeeded, "error")).toBe("taken");
    expect(trackPhase(failed, idleNodeState, "out")).toBe("faded");
  });
});
