import { dataSchemaPath, type EventInput, type RunEventType } from "#lib/contract/catalogue";
import type { EntryDraft, RunEntry } from "#lib/contract/entry";
import { type Failure, finalRunStatusSchema, isFinalRunStatus } from "#lib/contract/run";
import { streamName } from "#lib/contract/stream-name";
import { ownerStream } from "#lib/domain/owner-stream";
import { byteLength } from "#lib/domain/preview";
import { isAnnounced, projectRun } from "#lib/domain/run-projection";
import { foldRun } from "#lib/domain/run-reducer";
import { executionKey } from "#lib/domain/scheduler/execution";
import type { StreamTransaction } from "#server/streams/stream-log";
import type { ClaimedJob, RunJob } from "../queue/run-jobs.ts";
import { toRunSummary } from "../run-summary.ts";
import type { AttemptAt } from "./attempt-at.ts";
import type { ExecutionWrite, LoadedRun, StoredExecution } from "./loaded-run.ts";

/** Outputs above this are not kept in memory: they are read again when a node needs them. */
const keptOutputBytes = 64 * 1024;
const keptOutputs = 500;

/** A run that a sub-workflow node asks for. */
export interface WantedChild {
  at: AttemptAt;
  workflowId: string;
  version: number | undefined;
  input: unknown;
}

export type ChangedExecution = Partial<Omit<StoredExecution, "nodeId" | "item">>;

/**
 * What one transaction does to one run: entries, executions' rows, jobs. It is gathered in memory while the run's row
 * is locked and written by `flushDraft`; the run that it works on is thrown away when the transaction fails.
 */
export class RunDraft {
  readonly run: LoadedRun;
  readonly tx: StreamTransaction;
  readonly now: Date;
  readonly entries: (EntryDraft<RunEventType> & { time: string })[] = [];
  readonly writes = new Map<string, ExecutionWrite>();
  readonly jobs: { job: RunJob; startAfter?: Date }[] = [];
  readonly completed: ClaimedJob[] = [];
  /** Runs that nodes of this one ask for; made in the same transaction. */
  readonly children: WantedChild[] = [];
  /** Jobs of runs that this one started: in the queue already. */
  readonly childJobs: { job: RunJob; startAfter?: Date }[] = [];
  /** Set where every execution that has not ended is to be marked as cancelled. */
  isCancelled = false;

  constructor(run: LoadedRun, tx: StreamTransaction, now: Date) {
    this.run = run;
    this.tx = tx;
    this.now = now;
  }

  get isOver(): boolean {
    return isFinalRunStatus(this.run.row.status);
  }

  get isChanged(): boolean {
    return this.entries.length > 0 || this.writes.size > 0;
  }

  emit<T extends RunEventType>(type: T, data: EventInput<T>): void {
    const { id, orgId } = this.run.row;
    // The pair of type and payload is what the type parameter says.
    const draft = { type, data, source: `/orgs/${orgId}/runs/${id}` } as EntryDraft<RunEventType>;
    const nodeId = "nodeId" in data && typeof data.nodeId === "string" ? data.nodeId : undefined;
    const subject = nodeId === undefined ? {} : { subject: `node/${nodeId}` };
    this.entries.push({ ...draft, ...subject, time: this.now.toISOString() });
    const status = statusAfter(type, data);
    if (status !== null) this.run.row = { ...this.run.row, status };
  }

  execution(nodeId: string, item: number | null): StoredExecution | undefined {
    return this.run.executions.get(executionKey(nodeId, item));
  }

  /** Changes an execution, or makes it, and notes its row to be written. */
  change(
    nodeId: string,
    item: number | null,
    change: ChangedExecution,
    values: { input?: { json: string }; output?: { json: string }; error?: Failure } = {},
  ): StoredExecution {
    const key = executionKey(nodeId, item);
    const was = this.run.executions.get(key) ?? newExecution(nodeId, item);
    const execution = { ...was, ...change };
    this.run.executions.set(key, execution);
    this.writes.set(key, { ...this.writes.get(key), ...values, execution, at: this.now.toISOString() });
    return execution;
  }

  /** Takes an execution over whose row is written already. */
  keep(execution: StoredExecution): void {
    this.run.executions.set(executionKey(execution.nodeId, execution.item), execution);
  }

  /** Keeps an output for the nodes that come next. */
  remember(nodeId: string, item: number | null, output: unknown, json: string): void {
    const { outputs } = this.run;
    if (byteLength(json) > keptOutputBytes) return;
    outputs.set(executionKey(nodeId, item), output);
    const oldest = outputs.keys().next();
    if (outputs.size > keptOutputs && oldest.done !== true) outputs.delete(oldest.value);
  }

  /** Hands a job to the queue, unless the run is paused: resuming makes the jobs of all that is ready. */
  enqueue(job: Omit<RunJob, "runId">, startAfter?: Date): void {
    if (this.run.row.status === "paused") return;
    this.jobs.push({ job: { ...job, runId: this.run.row.id }, ...(startAfter !== undefined && { startAfter }) });
  }

  /** Folds what was emitted into the run's state and row, appends it, and announces what lists must hear. */
  append(): void {
    const { run } = this;
    if (!this.isChanged) return;
    if (this.entries.length === 0) {
      // Other processes know by the revision that what they remember of the executions is old.
      run.row = { ...run.row, revision: run.row.revision + 1 };
      return;
    }
    const stream = streamName("run", run.row.id);
    const before = { status: run.state.offset === 0 ? null : run.state.status, waitingNodes: run.row.waitingNodes };
    run.state = foldRun(
      run.state,
      this.entries.map((draft, index) => this.#entryOf(draft, stream, run.state.offset + index + 1)),
    );
    const projected = projectRun(run.state, run.index.graph.nodes);
    run.row = {
      ...run.row,
      ...projected,
      startedAt: projected.startedAt === null ? null : new Date(projected.startedAt),
      finishedAt: projected.finishedAt === null ? null : new Date(projected.finishedAt),
      revision: run.row.revision + 1,
    };
    this.tx.append(stream, ...this.entries);
    if (before.status === null || isAnnounced({ ...before, status: before.status }, projected)) {
      const source = `/orgs/${run.row.orgId}/runs/${run.row.id}`;
      this.tx.append(ownerStream(run.row), { type: "run.updated", data: { run: toRunSummary(run.row) }, source });
    }
  }

  /**
   * The entry that the log will store: the run's row is locked and only its holder appends to its stream, so the
   * offsets are known before the commit.
   */
  #entryOf(draft: EntryDraft<RunEventType> & { time: string }, stream: RunEntry["stream"], offset: number): RunEntry {
    const envelope = { specversion: "1.0", id: "", dataschema: dataSchemaPath(draft.type), stream, offset } as const;
    // `emit` took the payload with its defaults filled in or with none to fill.
    return { ...draft, ...envelope } as RunEntry;
  }
}

function newExecution(nodeId: string, item: number | null): StoredExecution {
  return { nodeId, item, status: "queued", handles: null, reason: null, items: null, attempt: 0, memo: null };
}

function statusAfter(type: RunEventType, data: object): LoadedRun["row"]["status"] | null {
  switch (type) {
    case "run.started":
    case "run.resumed":
      return "running";
    case "run.paused":
      return "paused";
    case "run.finished":
      return "status" in data ? finalRunStatusSchema.parse(data.status) : null;
    default:
      return null;
  }
}
