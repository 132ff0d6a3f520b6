import pino from "pino";
import { expect } from "vitest";
import type { RunEntry } from "#lib/contract/entry";
import type { Graph, GraphNode } from "#lib/contract/graph";
import type { Result } from "#lib/contract/problem";
import type { Role } from "#lib/contract/role";
import { isFinalRunStatus, type RunSummary } from "#lib/contract/run";
import type { Signal } from "#lib/contract/signal";
import type { UserActor } from "#lib/domain/actor";
import { foldRun } from "#lib/domain/run-reducer";
import { emptyRunState, type RunState } from "#lib/domain/run-state";
import type { OpenDatabase } from "#server/db/open-database";
import { organizations, teams } from "#server/db/schema";
import { newId } from "#server/ids";
import { createStreamLog } from "#server/streams/postgres-stream-log";
import type { StreamLog } from "#server/streams/stream-log";
import { createWorkflowService } from "#server/workflows/create-workflow-service";
import type { WorkflowService } from "#server/workflows/workflow-service";
import { createRunner, type Runner } from "../create-runner.ts";

/** A runner of its own on a database, with one organization and people of two organizations. */
export interface RunnerFixture {
  database: OpenDatabase;
  log: StreamLog;
  runner: Runner;
  workflows: WorkflowService;
  signals: Signal[];
  actor: UserActor;
  stranger: UserActor;
  teamId: string;
  /** Stores a graph as a workflow and gives its id. */
  publish(graph: Graph, teamId?: string | null): Promise<string>;
  /** Starts a run and waits for its end. */
  play(graph: Graph, input?: unknown): Promise<{ run: RunSummary; state: RunState; entries: RunEntry[] }>;
  ended(runId: string): Promise<RunSummary>;
  entries(runId: string): Promise<RunEntry[]>;
  close(): Promise<void>;
}

export async function openRunner(
  database: OpenDatabase,
  options: { allowedAddresses?: readonly string[]; isStarted?: boolean } = {},
): Promise<RunnerFixture> {
  const logger = pino({ level: process.env.TEST_LOG ?? "fatal" });
  const now = () => new Date();
  const log = createStreamLog({ db: database.db, now, newId: () => newId("evt"), logger });
  const signals: Signal[] = [];
  const runner = await createRunner({
    database,
    log,
    emitSignal: (signal) => signals.push(signal),
    logger,
    now,
    allowPrivateAddresses: false,
    allowedAddresses: options.allowedAddresses ?? [],
    openai: null,
  });
  const workflows = createWorkflowService({ db: database.db, log, now });
  const { actor, teamId } = await addOrganization(database, "acme");
  const { actor: stranger } = await addOrganization(database, "globex");
  if (options.isStarted !== false) await runner.start();

  async function publish(graph: Graph, team: string | null = null): Promise<string> {
    return value(await workflows.create(actor, { name: "Test", graph, teamId: team })).id;
  }

  async function entries(runId: string): Promise<RunEntry[]> {
    const page = await log.read(`run:${runId}`, { after: 0, limit: 1_000 });
    return page.entries as RunEntry[];
  }

  async function ended(runId: string): Promise<RunSummary> {
    let last: RunSummary | undefined;
    await expect
      .poll(
        async () => {
          last = value(await runner.service.get(actor, runId));
          return isFinalRunStatus(last.status);
        },
        { timeout: 20_000, interval: 20 },
      )
      .toBe(true);
    if (last === undefined) throw new Error(`run ${runId} was not read`);
    return last;
  }

  return {
    database,
    log,
    runner,
    workflows,
    signals,
    actor,
    stranger,
    teamId,
    publish,
    ended,
    entries,
    play: async (graph, input) => {
      const started = value(await runner.service.start(actor, await publish(graph), { input }));
      const run = await ended(started.id);
      const all = await entries(run.id);
      return { run, entries: all, state: foldRun(emptyRunState, all) };
    },
    close: async () => {
      await runner.close();
      await log.close();
    },
  };
}

async function addOrganization({ db }: OpenDatabase, slug: string): Promise<{ actor: UserActor; teamId: string }> {
  const orgId = newId("org");
  const teamId = newId("team");
  await db.insert(organizations).values({ id: orgId, slug: `${slug}-${orgId}`, name: slug });
  await db.insert(teams).values({ id: teamId, orgId, name: "Team" });
  return { actor: person(orgId, slug, "owner", [teamId]), teamId };
}

export function person(orgId: string, orgName: string, role: Role, teamIds: readonly string[]): UserActor {
  const userId = newId("usr");
  const email = `${userId}@${orgName}.test`;
  return {
    kind: "user",
    userId,
    name: `${role} of ${orgName}`,
    email,
    sessionId: newId("ses"),
    orgId,
    orgName,
    role,
    teamIds,
  };
}

/** The value of a result that has to be there. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.code}: ${result.message} ${JSON.stringify(result.issues ?? [])}`);
  return result.value;
}

/** A node with its kind and settings. */
export function node(id: string, kind: string, settings: Record<string, unknown> = {}): GraphNode {
  return { id, kind, name: id, position: { x: 0, y: 0 }, settings };
}

export const manual = node("go", "manual-trigger");

/** A transform with this expression. */
export function transform(id: string, expression = "$input", settings: Record<string, unknown> = {}): GraphNode {
  return node(id, "transform", { expression, ...settings });
}

/** Edges as `source target handle?` triples. */
export function graphOf(nodes: GraphNode[], edges: [string, string, string?][]): Graph {
  return {
    nodes,
    edges: edges.map(([source, target, handle], at) => ({
      id: `e${at}`,
      source,
      target,
      ...(handle !== undefined && { sourceHandle: handle }),
    })),
    notes: [],
    groups: [],
  };
}

/** Types and nodes of entries, such as `run.node.started a#0`. */
export function story(entries: readonly RunEntry[]): string[] {
  return entries.map(({ type, data }) => {
    const nodeId = "nodeId" in data ? ` ${data.nodeId}` : "";
    const item = "item" in data && data.item !== undefined ? `#${data.item}` : "";
    return `${type}${nodeId}${item}`;
  });
}
