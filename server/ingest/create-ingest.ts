import { eq } from "drizzle-orm";
import type { IngestAnswer, RejectedEvent } from "#lib/contract/ingest-answer";
import { limits } from "#lib/contract/limits";
import { ok, type Refusal, type Result, refuse } from "#lib/contract/problem";
import type { Actor } from "#lib/domain/actor";
import { can } from "#lib/domain/permissions";
import type { Database } from "#server/db/database";
import { organizations } from "#server/db/schema";
import { newId } from "#server/ids";
import { DraftRefused } from "#server/streams/draft-refused";
import { createGroupCommit } from "#server/streams/group-commit";
import type { StreamLog } from "#server/streams/stream-log";
import { checkEvent } from "./check-event.ts";
import type { CheckedEvent } from "./checked-event.ts";
import { findWorkflow } from "./find-workflow.ts";
import type { Ingest } from "./ingest.ts";
import type { GraphLayout } from "./layout/graph-layout.ts";
import { layOutDeclared } from "./layout/lay-out-declared.ts";
import { type Outcome, recordEvents } from "./record-events.ts";
import { createRunMemory } from "./run-memory.ts";

export interface IngestDeps {
  log: Pick<StreamLog, "transaction">;
  db: Database;
  layout: GraphLayout;
  now: () => Date;
}

/**
 * Events of one commit. More would store them hardly faster, and senders would wait in step: while one half's events
 * are committed, the other half's are written and read.
 */
const commitDrafts = 800;

/** Requests that arrive together share one transaction: see `recordEvents`. */
export function createIngest({ log, db, layout, now }: IngestDeps): Ingest {
  const memory = createRunMemory();
  const group = createGroupCommit<CheckedEvent, Outcome>({
    commit: (events) => recordEvents({ log, memory }, events),
    commitDrafts,
    overloaded: () => new DraftRefused(refuse("unavailable", "More events wait than fit: try again shortly.")),
  });
  /** A slug never changes, so it is asked for once. */
  const slugs = new Map<string, string>();

  async function slugOf(orgId: string): Promise<string> {
    const known = slugs.get(orgId);
    if (known !== undefined) return known;
    const [org] = await db.select({ slug: organizations.slug }).from(organizations).where(eq(organizations.id, orgId));
    const slug = org?.slug ?? orgId;
    slugs.set(orgId, slug);
    return slug;
  }

  /** Finds the workflow of a `run.queued` and lays its graph out, before any transaction begins. */
  async function identify(event: CheckedEvent): Promise<Result<CheckedEvent>> {
    const { declared, prepared } = event;
    if (declared === null) return ok(event);
    const { workflowId, workflowVersion } = declared;
    const workflow =
      workflowId === null ? ok(null) : await findWorkflow(db, event.actor, { workflowId, workflowVersion });
    if (!workflow.ok) return workflow;
    const graph = declared.graph === null ? ok(null) : await layOutDeclared(declared.graph, layout);
    if (!graph.ok) return graph;
    // `declared` is set for `run.queued` only, whose payload names the workflow.
    const { workflowName } = prepared.entry.data as { workflowName: string };
    return ok({ ...event, identity: { workflowName, workflow: workflow.value, graph: graph.value } });
  }

  async function take(actor: Actor, body: unknown): Promise<Result<IngestAnswer>> {
    const refusal = refuseSender(actor);
    if (refusal !== null) return refusal;
    const values = Array.isArray(body) ? body : [body];
    if (values.length > limits.ingestBatchEvents) {
      const message = `A batch holds ${values.length} events, more than the limit of ${limits.ingestBatchEvents}.`;
      return refuse("too-many", message, { field: "(body)", limit: limits.ingestBatchEvents });
    }
    const context = { actor, org: { id: actor.orgId, slug: await slugOf(actor.orgId) }, now, newId: newEventId };
    const rejected: RejectedEvent[] = [];
    const taken: { index: number; event: CheckedEvent }[] = [];
    for (const [index, value] of values.entries()) {
      const checked = checkEvent(value, context);
      const event = checked.ok && checked.value.declared !== null ? await identify(checked.value) : checked;
      if (event.ok) taken.push({ index, event: event.value });
      else rejected.push(rejection(index, idOf(value), event));
    }
    const events = taken.map(({ event }) => event);
    const outcomes = await group.submit(
      events,
      events.reduce((sum, { prepared }) => sum + prepared.bytes, 0),
    );
    const answer: IngestAnswer = { accepted: 0, duplicates: 0, rejected };
    for (const [at, outcome] of outcomes.entries()) {
      if (outcome.kind === "accepted") answer.accepted += 1;
      else if (outcome.kind === "duplicate") answer.duplicates += 1;
      else rejected.push(rejection(taken[at]?.index ?? at, events[at]?.prepared.id ?? null, outcome.refusal));
    }
    rejected.sort((a, b) => a.index - b.index);
    return ok(answer);
  }

  return {
    async take(actor, body) {
      try {
        return await take(actor, body);
      } catch (error) {
        // Thrown by the queue where it is full; events themselves were checked before.
        if (error instanceof DraftRefused) return error.refusal;
        throw error;
      }
    },
    close: () => group.close(),
  };
}

const newEventId = () => newId("evt");

function refuseSender(actor: Actor): Refusal | null {
  const teamId = actor.kind === "api-key" ? actor.teamId : null;
  if (can(actor, "event.ingest", { orgId: actor.orgId, teamId })) return null;
  if (actor.kind === "api-key") return refuse("scope-missing", "The key lacks the scope 'events:write'.");
  return refuse("forbidden", "Editors and above may send events.");
}

function rejection(index: number, id: string | null, refusal: Refusal): RejectedEvent {
  const { code, field = null, message, limit } = refusal;
  return { index, id, code, field, message, ...(limit !== undefined && { limit }) };
}

function idOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("id" in value)) return null;
  return typeof value.id === "string" ? value.id : null;
}
