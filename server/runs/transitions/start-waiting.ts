import type { AttemptAt } from "../draft/attempt-at.ts";
import type { RunDraft } from "../draft/run-draft.ts";
import type { Outcome } from "../kinds/node-executor.ts";
import { itemOf } from "./follow.ts";

type Waiting = Extract<Outcome, { kind: "waiting" }>;

/** Lets a node wait. A sub-workflow's own run is started by `startChild`, which needs to know the node waits already. */
export async function startWaiting(draft: RunDraft, at: AttemptAt, outcome: Waiting): Promise<void> {
  const { node, item, attempt } = at;
  switch (outcome.reason) {
    case "time": {
      const until = outcome.until.toISOString();
      draft.change(node.id, item, { status: "waiting", memo: { until } });
      draft.emit("run.node.waiting", { nodeId: node.id, ...itemOf(item), reason: "time", until });
      return draft.enqueue({ kind: "wake", nodeId: node.id, item, attempt }, outcome.until);
    }
    case "approval": {
      const prompt = outcome.prompt.slice(0, 2_000);
      draft.change(node.id, item, { status: "waiting", memo: {} });
      return draft.emit("run.node.waiting", { nodeId: node.id, ...itemOf(item), reason: "approval", prompt });
    }
    case "sub-workflow": {
      draft.children.push({ at, ...outcome });
      return;
    }
  }
}
