import { and, eq, isNull } from "drizzle-orm";
import { ok, type Result } from "#lib/contract/problem";
import type { RunSummary } from "#lib/contract/run";
import type { Actor } from "#lib/domain/actor";
import { notFound, refuseAccess } from "#server/access/access";
import type { Database } from "#server/db/database";
import { workflows, workflowTriggers } from "#server/db/schema";
import type { RunService } from "#server/runs/run-service";
import { hashSecret, matchesSecret, newWebhookSecret } from "./webhook-secret.ts";

export interface WebhookCall {
  workflowId: string;
  nodeId: string;
  secret: string;
  /** The call's body, parsed where it is JSON and text otherwise. */
  body: unknown;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
}

export interface Webhooks {
  /** Starts a run. A wrong secret is refused just like a webhook that does not exist. */
  receive(call: WebhookCall): Promise<Result<RunSummary>>;
  /** Makes a new secret, which is shown this once; the old one is worth nothing from here on. */
  rotateSecret(actor: Actor, workflowId: string, nodeId: string): Promise<Result<{ secret: string }>>;
}

/** Headers that a run may see: what kind of call it was, and nothing that proves who made it. */
const shownHeaders = ["content-type", "user-agent", "x-github-event", "x-request-id"];

/** Webhook triggers by their secret: a wrong one looks like a webhook that is not there. */
export function createWebhooks({ db, runs }: { db: Database; runs: Pick<RunService, "startByTrigger"> }): Webhooks {
  return {
    receive: async ({ workflowId, nodeId, secret, body, headers }) => {
      const [trigger] = await db
        .select({ secretHash: workflowTriggers.secretHash })
        .from(workflowTriggers)
        .innerJoin(workflows, eq(workflows.id, workflowTriggers.workflowId))
        .where(and(isWebhook(workflowId, nodeId), isNull(workflows.deletedAt)));
      if (!matchesSecret(secret, trigger?.secretHash ?? null)) return notFound("webhook");
      const shown = Object.fromEntries(Object.entries(headers).filter(([name]) => shownHeaders.includes(name)));
      return runs.startByTrigger(workflowId, nodeId, {
        input: { body, headers: shown },
        trigger: { kind: "webhook" },
      });
    },
    rotateSecret: async (actor, workflowId, nodeId) => {
      const [workflow] = await db
        .select({ orgId: workflows.orgId, teamId: workflows.teamId })
        .from(workflows)
        .where(and(eq(workflows.id, workflowId), eq(workflows.orgId, actor.orgId), isNull(workflows.deletedAt)));
      const refusal = refuseAccess(actor, "workflow.write", workflow, "workflow");
      if (refusal !== null) return refusal;
      const secret = newWebhookSecret();
      const changed = await db
        .update(workflowTriggers)
        .set({ secretHash: hashSecret(secret) })
        .where(isWebhook(workflowId, nodeId))
        .returning({ nodeId: workflowTriggers.nodeId });
      return changed.length === 0 ? notFound("webhook") : ok({ secret });
    },
  };
}

function isWebhook(workflowId: string, nodeId: string) {
  return and(
    eq(workflowTriggers.workflowId, workflowId),
    eq(workflowTriggers.nodeId, nodeId),
    eq(workflowTriggers.kind, "webhook"),
  );
}
