import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import pino from "pino";
import { z } from "zod";
import type { RunEntry } from "#lib/contract/entry";
import type { Graph } from "#lib/contract/graph";
import type { Result } from "#lib/contract/problem";
import type { Role } from "#lib/contract/role";
import { isFinalRunStatus, type RunSummary } from "#lib/contract/run";
import type { Signal } from "#lib/contract/signal";
import type { UserActor } from "#lib/domain/actor";
import { foldRun } from "#lib/domain/run-reducer";
import { emptyRunState, type RunState } from "#lib/domain/run-state";
import type { OpenDatabase } from "#server/db/open-database";
import { bigintColumn, queryRows } from "#server/db/query-rows";
import { organizations, teams } from "#server/db/schema";
import { newId } from "#server/ids";
import { createStreamLog } from "#server/streams/postgres-stream-log";
import type { StreamLog } from "#server/streams/stream-log";
import { createWorkflowService } from "#server/workflows/create-workflow-service";
import type { WorkflowService } from "#server/workflows/workflow-service";
import { createRunner, type Runner } from "../create-runner.ts";
import type { ClaimTimes } from "../queue/pg-boss-jobs.ts";

/** Longer than any run of a test takes. */
const endsWithinMs = 45_000;

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
  /** Jobs that are not completed, those that are not due yet among them. */
  openJobs(): Promise<number>;
  close(): Promise<void>;
}

export async function openRunner(
  database: OpenDatabase,
  options: {
    allowedAddresses?: readonly string[];
    claimTimes?: ClaimTimes;
    /** Somebody who is there already; otherwise two organizations are made. */
    actor?: UserActor;
  } = {},
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
    ...(options.claimTimes !== undefined && { claimTimes: options.claimTimes }),
    openai: null,
  });
  const workflows = createWorkflowService({ db: database.db, log, now });
  const { actor, teamId } =
    options.actor === undefined ? await addOrganization(database, "acme") : { actor: options.actor, teamId: "" };
  const { actor: stranger } = await addOrganization(database, "globex");
  await runner.start();

  async function publish(graph: Graph, team: string | null = null): Promise<string> {
    return value(await workflows.create(actor, { name: "Test", graph, teamId: team })).id;
  }

  async function entries(runId: string): Promise<RunEntry[]> {
    const page = await log.read(`run:${runId}`, { after: 0, limit: 1_000 });
    return page.entries as RunEntry[];
  }

  async function ended(runId: string): Promise<RunSummary> {
    const giveUpAt = Date.now() + endsWithinMs;
    for (;;) {
      const run = value(await runner.service.get(actor, runId));
      if (isFinalRunStatus(run.status)) return run;
      if (Date.now() > giveUpAt) throw new Error(`run ${runId} has not ended: ${JSON.stringify(run)}`);
      await delay(20);
    }
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
    openJobs: async () => {
      const statement = sql`select count(*) as jobs from pgboss.job where name = 'run-nodes' and state < 'completed'`;
      const [row] = await queryRows(database.db, z.object({ jobs: bigintColumn }), statement);
      return row?.jobs ?? 0;
    },
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

/** Types and nodes of entries, such as `run.node.started a#0`. */
export function story(entries: readonly RunEntry[]): string[] {
  return entries.map(({ type, data }) => {
    const nodeId = "nodeId" in data ? ` ${data.nodeId}` : "";
    const item = "item" in data && data.item !== undefined ? `#${data.item}` : "";
    return `${type}${nodeId}${item}`;
  });
}
