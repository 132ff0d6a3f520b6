import { and, desc, eq, gte, lt, lte, or } from "drizzle-orm";
import type { Page } from "#lib/contract/page";
import { ok, type Result, refuse } from "#lib/contract/problem";
import type { RunSummary } from "#lib/contract/run";
import type { Actor } from "#lib/domain/actor";
import type { NodeDetail, RunSnapshot } from "#lib/domain/run-snapshot";
import { notFound, refuseAccess, withinReach } from "#server/access/access";
import type { Database } from "#server/db/database";
import { runExecutions, runs } from "#server/db/schema";
import { pageLimits, readCursor, writeCursor } from "#server/lists/page-cursor";
import type { RunRow } from "./draft/loaded-run.ts";
import { runColumns } from "./draft/run-store.ts";
import type { GraphIndexes } from "./graph-indexes.ts";
import type { RunQuery } from "./run-service.ts";
import type { RunStates } from "./run-states.ts";
import { toRunSummary } from "./run-summary.ts";

/** Looking at runs: every answer is within the actor's reach. */
export interface RunQueries {
  list(actor: Actor, query: RunQuery): Promise<Result<Page<RunSummary>>>;
  get(actor: Actor, runId: string): Promise<Result<RunSummary>>;
  snapshot(actor: Actor, runId: string): Promise<Result<RunSnapshot>>;
  nodeDetail(actor: Actor, runId: string, nodeId: string, item?: number): Promise<Result<NodeDetail>>;
  /** The row behind a run that the actor may do this to. */
  find(
    actor: Actor,
    runId: string,
    action: "run.read" | "run.control" | "run.approve" | "run.start",
  ): Promise<Result<RunRow>>;
}

/** Looks at runs. What the actor does not reach is refused with `not-found`. */
export function createRunQueries(deps: { db: Database; states: RunStates; indexes: GraphIndexes }): RunQueries {
  const { db, states, indexes } = deps;

  const find: RunQueries["find"] = async (actor, runId, action) => {
    const [row] = await db
      .select(runColumns)
      .from(runs)
      .where(and(eq(runs.id, runId), withinReach(actor, runs)));
    const refusal = refuseAccess(actor, action, row, "run");
    if (refusal !== null) return refusal;
    return row === undefined ? notFound("run") : ok(row);
  };

  const list: RunQueries["list"] = async (actor, query) => {
    const refusal = refuseAccess(actor, "run.read", { orgId: actor.orgId, teamId: null }, "run");
    if (refusal !== null) return refusal;
    const cursor = query.cursor === undefined ? null : readCursor(query.cursor);
    if (query.cursor !== undefined && cursor === null) {
      return refuse("invalid-input", "cursor: is not a cursor of this list", { field: "cursor" });
    }
    const limit = Math.min(query.limit ?? pageLimits.usual, pageLimits.most);
    const rows = await db
      .select(runColumns)
      .from(runs)
      .where(
        and(
          withinReach(actor, runs),
          query.status === undefined ? undefined : eq(runs.status, query.status),
          query.workflowId === undefined ? undefined : eq(runs.workflowId, query.workflowId),
          query.startedBy === undefined ? undefined : eq(runs.startedBy, query.startedBy),
          query.from === undefined ? undefined : gte(runs.queuedAt, new Date(query.from)),
          query.until === undefined ? undefined : lte(runs.queuedAt, new Date(query.until)),
          cursor === null
            ? undefined
            : or(lt(runs.queuedAt, cursor.at), and(eq(runs.queuedAt, cursor.at), lt(runs.id, cursor.id))),
        ),
      )
      .orderBy(desc(runs.queuedAt), desc(runs.id))
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = rows.length > limit && last !== undefined ? writeCursor({ at: last.queuedAt, id: last.id }) : null;
    return ok({ items: page.map(toRunSummary), next });
  };

  const snapshot: RunQueries["snapshot"] = async (actor, runId) => {
    const found = await find(actor, runId, "run.read");
    if (!found.ok) return found;
    const [row] = await db.select({ graph: runs.graph }).from(runs).where(eq(runs.id, runId));
    const graph = row?.graph ?? (await versionGraph(found.value));
    // Read after the row: the state may be newer than the summary, never older than what the row promised.
    return ok({ run: toRunSummary(found.value), graph, state: await states.read(db, runId) });
  };

  async function versionGraph({ workflowId, workflowVersion }: RunRow) {
    const nothing = { nodes: [], edges: [], notes: [], groups: [] };
    if (workflowId === null || workflowVersion === null) return nothing;
    return (await indexes.read(db, workflowId, workflowVersion))?.graph ?? nothing;
  }

  const nodeDetail: RunQueries["nodeDetail"] = async (actor, runId, nodeId, item) => {
    const found = await find(actor, runId, "run.read");
    if (!found.ok) return found;
    const at = and(eq(runExecutions.runId, runId), eq(runExecutions.nodeId, nodeId));
    const [row] = await db
      .select()
      .from(runExecutions)
      .where(item === undefined ? at : and(at, eq(runExecutions.item, item)))
      .orderBy(desc(runExecutions.item))
      .limit(1);
    if (row === undefined) return notFound("execution of a node");
    const hasOutput = row.status === "succeeded";
    return ok({
      nodeId,
      item: row.item < 0 ? null : row.item,
      attempt: row.attempt,
      input: row.input ?? null,
      output: hasOutput ? (row.output ?? null) : null,
    });
  };

  return {
    list,
    find,
    snapshot,
    nodeDetail,
    get: async (actor, runId) => {
      const found = await find(actor, runId, "run.read");
      return found.ok ? ok(toRunSummary(found.value)) : found;
    },
  };
}
