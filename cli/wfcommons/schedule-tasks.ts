import type { RecordedRun, RecordedTask } from "./recorded-run.ts";

export interface ScheduledTask {
  task: RecordedTask;
  /** Milliseconds from the run's beginning, in the record's own time. */
  startMs: number;
  endMs: number;
}

export interface Schedule {
  tasks: readonly ScheduledTask[];
  notes: readonly string[];
}

/** A schedule may take this much longer than the record before its limits are taken to be wrong. */
const tolerance = 1.05;

/**
 * When each task began and ended. Where the record says when, it is taken at its word. Otherwise each task begins as
 * soon as its parents have ended and its machine has cores for it, in the file's order (list scheduling). Where that
 * takes longer than the record, the cores that it names cannot be right, and are left out.
 */
export function scheduleTasks(run: Pick<RecordedRun, "tasks" | "machines" | "makespanMs">): Schedule {
  if (run.tasks.every(({ startMs }) => startMs !== null)) {
    return { tasks: run.tasks.map((task) => place(task, task.startMs ?? 0)), notes: [] };
  }
  const limited = listSchedule(run.tasks, run.machines);
  const seconds = Math.round(endOf(limited) / 1000);
  if (run.makespanMs === null) return { tasks: limited, notes: [] };
  const recorded = Math.round(run.makespanMs / 1000);
  if (seconds > recorded * tolerance) {
    const note = `On the machines' cores it would take ${seconds} s instead of ${recorded} s: they are left out.`;
    return { tasks: listSchedule(run.tasks, new Map()), notes: [note] };
  }
  if (seconds * tolerance >= recorded) return { tasks: limited, notes: [] };
  const note = `It took ${recorded} s in all; what it waited beyond its tasks (${recorded - seconds} s) is not in the file, so it is not played.`;
  return { tasks: limited, notes: [note] };
}

/** When the last task ends, in milliseconds from the start; 0 without tasks. */
export function endOf(tasks: readonly ScheduledTask[]): number {
  return tasks.reduce((latest, { endMs }) => Math.max(latest, endMs), 0);
}

function place(task: RecordedTask, startMs: number): ScheduledTask {
  return { task, startMs, endMs: startMs + task.durationMs };
}

function listSchedule(tasks: readonly RecordedTask[], machines: ReadonlyMap<string, number>): ScheduledTask[] {
  const free = new Map(machines);
  const open = new Map(tasks.map((task) => [task.id, task.parents.length]));
  const children = Map.groupBy(
    tasks.flatMap((task) => task.parents.map((parent) => ({ parent, task }))),
    ({ parent }) => parent,
  );
  const scheduled: ScheduledTask[] = [];
  const running: ScheduledTask[] = [];
  let ready = tasks.filter((task) => task.parents.length === 0);
  let now = 0;

  const coresOf = (task: RecordedTask) => Math.min(task.cores, machines.get(task.machine ?? "") ?? task.cores);
  const take = (task: RecordedTask, cores: number) => {
    const left = free.get(task.machine ?? "");
    if (left !== undefined) free.set(task.machine ?? "", left - cores);
  };
  const hasRoom = (task: RecordedTask) => (free.get(task.machine ?? "") ?? Number.POSITIVE_INFINITY) >= coresOf(task);

  while (ready.length > 0 || running.length > 0) {
    ready = ready.filter((task) => {
      if (!hasRoom(task)) return true;
      take(task, coresOf(task));
      const at = place(task, now);
      scheduled.push(at);
      running.push(at);
      return false;
    });
    running.sort((a, b) => a.endMs - b.endMs);
    const next = running.shift();
    if (next === undefined) break;
    now = next.endMs;
    take(next.task, -coresOf(next.task));
    for (const { task } of children.get(next.task.id) ?? []) {
      const left = (open.get(task.id) ?? 1) - 1;
      open.set(task.id, left);
      if (left === 0) ready.push(task);
    }
  }
  // Tasks of a cycle wait for each other; a record cannot hold one, so they are shown at the end rather than lost.
  const seen = new Set(scheduled.map(({ task }) => task.id));
  return [...scheduled, ...tasks.filter(({ id }) => !seen.has(id)).map((task) => place(task, now))];
}
