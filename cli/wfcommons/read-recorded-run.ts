import type { DeclaredGraph } from "#lib/contract/graph";
import { ok, type Result, refuse } from "#lib/contract/problem";
import { createNodeIds } from "./node-ids.ts";
import type { RecordedRun, RecordedTask } from "./recorded-run.ts";
import { type WfExecutionTask, type WfInstance, type WfSpecificationTask, wfInstanceSchema } from "./wf-instance.ts";

/**
 * Reads a WfFormat document. Only a document without any task is refused; what else is missing gets a note and the
 * most harmless stand-in: no time, no edge, no limit.
 */
export function readRecordedRun(document: unknown, fileName: string): Result<RecordedRun> {
  const parsed = wfInstanceSchema.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join(".") || "(root)";
    return refuse("invalid-input", `This is not a WfFormat document: ${field}: ${issue?.message}`, { field });
  }
  const instance = parsed.data;
  const notes: string[] = [];
  const tasks = readTasks(instance, notes);
  if (tasks.length === 0) {
    return refuse("invalid-input", "The document holds no tasks, neither specified nor executed.", {
      field: "workflow.specification.tasks",
    });
  }
  if (instance.schemaVersion !== "1.5") {
    notes.push(`schemaVersion is ${instance.schemaVersion ?? "missing"}: read as if it were 1.5.`);
  }
  if (instance.name === undefined) notes.push("name is missing: the run is called after the file.");
  const makespan = instance.workflow.execution?.makespanInSeconds;
  if (makespan === undefined) notes.push("workflow.execution.makespanInSeconds is missing: not compared.");
  const edges = tasks.flatMap(({ id, parents }) => parents.map((parent) => ({ source: parent, target: id })));
  return ok({
    name: (instance.name ?? fileName).slice(0, 200),
    graph: { nodes: tasks.map(toNode), edges },
    tasks,
    machines: readMachines(instance, notes),
    makespanMs: makespan === undefined ? null : makespan * 1000,
    notes,
  });
}

function readTasks({ workflow }: WfInstance, notes: string[]): RecordedTask[] {
  const executed = new Map<string, WfExecutionTask>();
  for (const task of workflow.execution?.tasks ?? []) {
    const key = task.id ?? task.name;
    if (key !== undefined) executed.set(key, task);
  }
  if (executed.size === 0) notes.push("workflow.execution.tasks is missing: every task is shown to take no time.");
  const specified = workflow.specification?.tasks ?? [];
  if (specified.length === 0) notes.push("workflow.specification.tasks is missing: the tasks are drawn without edges.");
  const known = specified.length > 0 ? specified : [...executed.values()];

  const keys = known.map((task, index) => task.id ?? task.name ?? `task-${index + 1}`);
  const ids = createNodeIds(keys, notes);
  const parents = readParents(specified, keys, notes);
  const begun = readStarts(keys.map((key) => executed.get(key)?.executedAt));
  const untimed = keys.filter((key) => executed.size > 0 && executed.get(key)?.runtimeInSeconds === undefined);
  if (untimed.length > 0) notes.push(`${untimed.length} tasks have no runtimeInSeconds: shown to take no time.`);
  if (begun === null) notes.push("Tasks do not say when they began: it is worked out from parents and machines.");

  return keys.map((key, index) => {
    const execution = executed.get(key);
    return {
      id: ids.of(key),
      name: (known[index]?.name ?? key).slice(0, 200),
      parents: [...(parents.get(key) ?? [])].map((parent) => ids.of(parent)),
      durationMs: (execution?.runtimeInSeconds ?? 0) * 1000,
      startMs: begun?.[index] ?? null,
      cores: execution?.coreCount ?? 1,
      machine: execution?.machines?.[0] ?? null,
    };
  });
}

/** Either end of an edge may name it. */
function readParents(
  tasks: readonly WfSpecificationTask[],
  keys: readonly string[],
  notes: string[],
): Map<string, Set<string>> {
  const known = new Set(keys);
  const parents = new Map(keys.map((key) => [key, new Set<string>()]));
  let strangers = 0;
  const connect = (parent: string, child: string) => {
    if (known.has(parent) && known.has(child) && parent !== child) parents.get(child)?.add(parent);
    else strangers += 1;
  };
  for (const [index, task] of tasks.entries()) {
    const key = keys[index] ?? "";
    for (const parent of task.parents ?? []) connect(parent, key);
    for (const child of task.children ?? []) connect(key, child);
  }
  if (strangers > 0)
    notes.push(`${strangers} edges lead to tasks that are not in the file, or to themselves: left out.`);
  return parents;
}

/** When each task began, in milliseconds after the first; null where not all say so. */
function readStarts(times: readonly (string | undefined)[]): number[] | null {
  const parsed = times.map((time) => (time === undefined ? Number.NaN : Date.parse(time)));
  if (parsed.some(Number.isNaN)) return null;
  const first = parsed.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  return parsed.map((time) => time - first);
}

function readMachines({ workflow }: WfInstance, notes: string[]): Map<string, number> {
  const machines = new Map<string, number>();
  for (const { nodeName, cpu } of workflow.execution?.machines ?? []) {
    if (nodeName !== undefined && cpu?.coreCount !== undefined) machines.set(nodeName, cpu.coreCount);
  }
  if (machines.size === 0) notes.push("No machine says how many cores it has: any number of tasks may run at once.");
  return machines;
}

function toNode({ id, name, machine, durationMs }: RecordedTask): DeclaredGraph["nodes"][number] {
  const settings = { ...(machine !== null && { machine }), recordedSeconds: durationMs / 1000 };
  return { id, kind: "task", name, settings };
}
