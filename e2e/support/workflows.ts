import type { Graph, GraphNode } from "#lib/contract/graph";
import type { RunSummary } from "#lib/contract/run";
import type { Person } from "./person.ts";

interface Step {
  id: string;
  kind: string;
  name: string;
  settings?: Record<string, unknown>;
  /** The way by which the step before leads here; its only way where absent. */
  by?: string;
}

const stepWidth = 320;

/** A graph whose nodes follow one another. */
export function chain(...steps: Step[]): Graph {
  const nodes = steps.map(({ id, kind, name, settings = {} }, index): GraphNode => {
    return { id, kind, name, settings, position: { x: index * stepWidth, y: 0 } };
  });
  const edges = steps.slice(1).map((step, index) => {
    const source = steps[index]?.id ?? "";
    return { id: `${source}-${step.id}`, source, target: step.id, ...(step.by ? { sourceHandle: step.by } : {}) };
  });
  return { nodes, edges, notes: [], groups: [] };
}

export const start: Step = { id: "start", kind: "manual-trigger", name: "Start" };

/** A step that takes a while: long enough to be seen at work. */
export function wait(name: string, seconds = 1): Step {
  return { id: name.toLowerCase(), kind: "wait", name, settings: { seconds } };
}

export function approval(name: string, prompt: string): Step {
  return { id: name.toLowerCase(), kind: "approval", name, settings: { prompt } };
}

/** Creates a workflow of the whole organization and returns its id. */
export async function createWorkflow(person: Person, name: string, graph: Graph): Promise<string> {
  const { id } = await person.api.post<{ id: string }>("/workflows", { name, graph });
  return id;
}

export function startRun(person: Person, workflowId: string): Promise<RunSummary> {
  return person.api.post<RunSummary>(`/workflows/${workflowId}/runs`, {});
}

export function readRun(person: Person, runId: string): Promise<RunSummary> {
  return person.api.get<RunSummary>(`/runs/${runId}`);
}

/** The head of a run's stream: how many entries the log holds. */
export async function logHead(person: Person, runId: string): Promise<number> {
  const { head } = await person.api.get<{ head: number }>(`/streams/run:${runId}/events?after=0`);
  return head;
}
