import type { RecordedRun } from "../wfcommons/recorded-run.ts";
import { endOf, type ScheduledTask } from "../wfcommons/schedule-tasks.ts";

/** An event of the replay and when it is due, in milliseconds of the record's own time. */
export interface DueEvent {
  atMs: number;
  event: { id: string; type: string; data: Record<string, unknown> };
}

type Timed = Omit<DueEvent, "event"> & Omit<DueEvent["event"], "id">;

/** All events of a recorded run, in the order in which they are due. Ids count up, so that sending again is safe. */
export function replayEvents(run: RecordedRun, schedule: readonly ScheduledTask[]): DueEvent[] {
  const ends = new Map(schedule.map(({ task, endMs }) => [task.id, endMs]));
  const inOrder = schedule.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  const events: Timed[] = [
    { atMs: 0, type: "run.queued", data: { workflowName: run.name, graph: run.graph } },
    { atMs: 0, type: "run.started", data: {} },
    ...inOrder.flatMap((scheduled) => eventsOf(scheduled, ends)),
    { atMs: endOf(schedule), type: "run.finished", data: { status: "succeeded" } },
  ];
  // The sort keeps what is due at once in its order: parents end before children begin, and beginnings before ends.
  return events
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ atMs, type, data }, index) => ({ atMs, event: { id: `${index + 1}`, type, data } }));
}

/** A task whose parents have ended, but whose machine is busy, shows that it waits. */
function eventsOf({ task, startMs, endMs }: ScheduledTask, ends: ReadonlyMap<string, number>): Timed[] {
  const nodeId = task.id;
  const readyMs = task.parents.reduce((latest, parent) => Math.max(latest, ends.get(parent) ?? 0), 0);
  const waits = readyMs < startMs ? [{ atMs: readyMs, type: "run.node.queued", data: { nodeId } }] : [];
  return [
    ...waits,
    { atMs: startMs, type: "run.node.started", data: { nodeId } },
    // The record's duration, whatever the speed of the replay.
    { atMs: endMs, type: "run.node.succeeded", data: { nodeId, durationMs: task.durationMs } },
  ];
}
