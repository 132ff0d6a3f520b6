import { type EventData, eventDefinition, isEventType, type RunEventType } from "#lib/contract/catalogue";
import type { EntryDraft } from "#lib/contract/entry";
import { runEvents } from "#lib/contract/events/run-events";
import { type DeclaredGraph, declaredGraphSchema } from "#lib/contract/graph";
import { limits } from "#lib/contract/limits";
import { ok, type Refusal, type Result, refuse, refuseInvalid } from "#lib/contract/problem";
import { streamName } from "#lib/contract/stream-name";
import type { Actor } from "#lib/domain/actor";
import { DraftRefused } from "#server/streams/draft-refused";
import { type PreparedDraft, prepareDraft } from "#server/streams/prepare-draft";
import type { CheckedEvent } from "./checked-event.ts";
import { type EventEnvelope, eventEnvelopeSchema } from "./event-envelope.ts";
import { findRunId, type OrgNames } from "./run-of-event.ts";

export interface CheckContext {
  actor: Actor;
  org: OrgNames;
  now: () => Date;
  newId: () => string;
}

/** Checks all of an event that needs no database. The refusal names the attribute at fault. */
export function checkEvent(value: unknown, context: CheckContext): Result<CheckedEvent> {
  const parsed = eventEnvelopeSchema.safeParse(value);
  if (!parsed.success) return refuseInvalid(parsed.error);
  const envelope = parsed.data;
  const type = checkType(envelope);
  if (!type.ok) return type;
  const runId = findRunId(envelope, context.org);
  if (!runId.ok) return runId;
  return checkPayload(envelope, type.value, runId.value, context);
}

function checkType(envelope: EventEnvelope): Result<RunEventType> {
  const { type, dataschema, datacontenttype } = envelope;
  if (!isEventType(type)) {
    return refuse("unknown-event", `type: '${type}' is not an event of the catalogue`, { field: "type" });
  }
  if (!isRunEvent(type)) {
    return refuse("invalid-input", `type: '${type}' is made by Signalbox itself; events of runs can be sent`, {
      field: "type",
    });
  }
  if (datacontenttype !== undefined && !/^application\/(.+\+)?json\s*(;|$)/i.test(datacontenttype)) {
    return refuse("unsupported-media-type", `datacontenttype: is '${datacontenttype}': application/json is wanted`, {
      field: "datacontenttype",
    });
  }
  return dataschema === undefined ? ok(type) : checkVersion(type, dataschema);
}

function isRunEvent(type: string): type is RunEventType {
  return Object.hasOwn(runEvents, type);
}

/** `dataschema` may be a whole address: its path decides. */
function checkVersion(type: RunEventType, dataschema: string): Result<RunEventType> {
  const [, namedType, version] = /\/schemas\/([^/]+)\/(\d+)$/.exec(dataschema) ?? [];
  if (namedType !== type) {
    return refuse("invalid-input", `dataschema: is not '/schemas/${type}/<version>'`, { field: "dataschema" });
  }
  const known = eventDefinition(type).version;
  if (Number(version) === known) return ok(type);
  return refuse("version-unsupported", `dataschema: version ${version} of '${type}' is not known; ${known} is`, {
    field: "dataschema",
    limit: known,
  });
}

function checkPayload(
  envelope: EventEnvelope,
  type: RunEventType,
  runId: string,
  context: CheckContext,
): Result<CheckedEvent> {
  const { actor, now, newId } = context;
  const queued = type === "run.queued" ? splitDeclaredGraph(envelope.data) : null;
  if (queued?.graph?.ok === false) return queued.graph;
  const data = queued === null ? (envelope.data ?? {}) : { ...queued.rest, trigger: ingestTrigger(actor) };
  const item = checkItem(data);
  if (!item.ok) return item;
  // A sender's clock may write any offset; ours are UTC, so that they compare as text.
  const time = envelope.time === undefined ? ok(now().toISOString()) : checkTime(new Date(envelope.time));
  if (!time.ok) return time;
  const nodeId = nodeIdOf(data);
  const draft = {
    type,
    data,
    id: envelope.id,
    source: `/orgs/${actor.orgId}/runs/${runId}`,
    time: time.value,
    ...subjectOf(envelope, nodeId),
    // `prepareDraft` parses `data` with the schema of `type`, and refuses what does not fit.
  } as EntryDraft;
  const prepared = prepare(streamName("run", runId), draft, { now, newId });
  if (!prepared.ok) return prepared;
  const graph = queued?.graph?.ok ? queued.graph.value : null;
  // `prepareDraft` parsed it with this very type's schema.
  const declared =
    queued === null ? null : { ...workflowOf(prepared.value.entry.data as EventData<"run.queued">), graph };
  return ok({ actor, runId, prepared: prepared.value, nodeId, identity: null, declared });
}

/** A loop's items are kept one by one in its run's state, so a run from elsewhere has no more of them than ours. */
function checkItem(data: unknown): Result<null> {
  const item = typeof data === "object" && data !== null && "item" in data ? data.item : 0;
  if (typeof item !== "number" || item < limits.loopItems) return ok(null);
  const message = `data.item: is ${item}; a loop has at most ${limits.loopItems} items, counted from 0`;
  return refuse("too-many", message, { field: "data.item", limit: limits.loopItems });
}

/** Years beyond these have no place in the database, or five digits that do not compare as text. */
function checkTime(time: Date): Result<string> {
  const year = time.getUTCFullYear();
  if (year >= 1970 && year <= 9999) return ok(time.toISOString());
  return refuse("invalid-input", "time: lies before 1970 or after 9999", { field: "time" });
}

/** The graph is kept with the run, not in its stream: it may be larger than an entry. */
function splitDeclaredGraph(data: unknown): { rest: object; graph: Result<DeclaredGraph> | null } {
  if (typeof data !== "object" || data === null) return { rest: {}, graph: null };
  const { graph, ...rest } = data as { graph?: unknown };
  if (graph === undefined || graph === null) return { rest, graph: null };
  const parsed = declaredGraphSchema.safeParse(graph);
  return { rest, graph: parsed.success ? ok(parsed.data) : inField("data.graph", refuseInvalid(parsed.error)) };
}

function inField(prefix: string, refusal: Refusal): Refusal {
  const field = refusal.field === undefined || refusal.field === "(root)" ? prefix : `${prefix}.${refusal.field}`;
  const message = refusal.message.replace(refusal.field ?? "", field);
  return { ...refusal, field, message };
}

/** Who sent it is what we know, whatever the event claims. */
function ingestTrigger(actor: Actor) {
  const id = actor.kind === "api-key" ? actor.keyId : actor.userId;
  return { kind: "ingest", by: { id, name: actor.name } } as const;
}

function workflowOf({ workflowId, workflowVersion }: EventData<"run.queued">) {
  return { workflowId, workflowVersion };
}

function nodeIdOf(data: unknown): string | null {
  if (typeof data !== "object" || data === null || !("nodeId" in data)) return null;
  return typeof data.nodeId === "string" ? data.nodeId : null;
}

function subjectOf(envelope: EventEnvelope, nodeId: string | null): { subject?: string } {
  if (envelope.subject !== undefined) return { subject: envelope.subject };
  return nodeId === null ? {} : { subject: `node/${nodeId}` };
}

function prepare(
  stream: string,
  draft: EntryDraft,
  deps: { now: () => Date; newId: () => string },
): Result<PreparedDraft> {
  try {
    return ok(prepareDraft(stream, draft, deps));
  } catch (error) {
    if (error instanceof DraftRefused) return error.refusal;
    throw error;
  }
}
