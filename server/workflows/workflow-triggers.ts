import { eq } from "drizzle-orm";
import type { Graph, GraphNode } from "#lib/contract/graph";
import { scheduleTriggerSettings } from "#lib/domain/kinds/schedule-trigger";
import { webhookTriggerSettings } from "#lib/domain/kinds/webhook-trigger";
import { nextOccurrence } from "#lib/domain/schedule";
import type { Transaction } from "#server/db/database";
import { workflowTriggers } from "#server/db/schema";
import { hashSecret } from "./webhook-secret.ts";

/** A graph without the webhooks' secrets, which are kept apart as hashes. */
export function withoutSecrets(graph: Graph): Graph {
  return { ...graph, nodes: graph.nodes.map(withoutSecret) };
}

function withoutSecret(node: GraphNode): GraphNode {
  if (node.kind !== "webhook-trigger") return node;
  const { secret: _secret, ...settings } = node.settings;
  return { ...node, settings };
}

/**
 * Makes a workflow's trigger rows those of its newest graph. A webhook keeps its secret where the graph brings none; a
 * schedule that did not change keeps its next time.
 */
export async function storeTriggers(db: Transaction, workflowId: string, graph: Graph, now: Date): Promise<void> {
  const known = await db.select().from(workflowTriggers).where(eq(workflowTriggers.workflowId, workflowId));
  const before = new Map(known.map((row) => [row.nodeId, row]));
  const rows = graph.nodes.flatMap((node) => triggerRow(workflowId, node, before.get(node.id), now));
  await db.delete(workflowTriggers).where(eq(workflowTriggers.workflowId, workflowId));
  if (rows.length > 0) await db.insert(workflowTriggers).values(rows);
}

type TriggerRow = typeof workflowTriggers.$inferSelect;

function triggerRow(workflowId: string, node: GraphNode, before: TriggerRow | undefined, now: Date): TriggerRow[] {
  const empty = { workflowId, nodeId: node.id, secretHash: null, cron: null, timeZone: null, nextAt: null };
  if (node.kind === "webhook-trigger") {
    const { secret } = webhookTriggerSettings.parse(node.settings);
    const secretHash = secret === undefined ? (before?.secretHash ?? null) : hashSecret(secret);
    return [{ ...empty, kind: "webhook", secretHash }];
  }
  if (node.kind === "schedule-trigger") {
    const { cron, timeZone } = scheduleTriggerSettings.parse(node.settings);
    const isSame = before?.cron === cron && before.timeZone === timeZone;
    const nextAt = isSame ? before.nextAt : nextOccurrence(cron, timeZone, now);
    return [{ ...empty, kind: "schedule", cron, timeZone, nextAt }];
  }
  return [];
}
