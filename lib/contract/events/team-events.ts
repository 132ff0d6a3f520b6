import { z } from "zod";
import { defineEvent } from "../event-definition.ts";
import { runSummarySchema } from "../run.ts";
import { taskSummarySchema } from "../task.ts";
import { olga, personSchema } from "./example-people.ts";

const exampleRun: z.input<typeof runSummarySchema> = {
  id: "run_1",
  orgId: "org_acme",
  teamId: "team_support",
  workflowId: "wf_triage",
  workflowName: "Support triage",
  workflowVersion: 3,
  status: "running",
  trigger: { kind: "manual", by: olga },
  queuedAt: "2026-11-01T12:00:00.000Z",
  startedAt: "2026-11-01T12:00:00.040Z",
  finishedAt: null,
  counts: { total: 8, succeeded: 2, failed: 0, skipped: 0, running: 1, waiting: 0 },
  waitingNodes: [],
  cost: { micros: 1_250, currency: "USD" },
  error: null,
  revision: 3,
};

const exampleTask: z.input<typeof taskSummarySchema> = {
  id: "task_1",
  orgId: "org_acme",
  teamId: "team_support",
  title: "Summarize ticket 42",
  status: "running",
  target: { kind: "capability", capability: "summarize" },
  runId: null,
  nodeId: null,
  progress: 0.5,
  answers: { expected: 1, received: 0, failed: 0 },
  createdAt: "2026-11-01T12:00:00.000Z",
  startedAt: "2026-11-01T12:00:01.200Z",
  finishedAt: null,
  cost: { micros: 0, currency: "USD" },
  error: null,
  revision: 2,
};

/**
 * What a team hears of its runs, workflows and tasks: one entry a change of state, not one a node.
 * A resource without a team is the whole organization's, so its entries travel on `org:` instead.
 */
export const teamEvents = {
  "run.updated": defineEvent({
    version: 1,
    streams: ["team", "org"],
    doc: "A run's status changed, or a node of it began or ceased to wait for a person.",
    data: z.object({ run: runSummarySchema }),
    example: { run: exampleRun },
  }),
  "workflow.published": defineEvent({
    version: 1,
    streams: ["team", "org"],
    doc: "A workflow got a new version.",
    data: z.object({ workflowId: z.string(), name: z.string(), version: z.int(), by: personSchema.optional() }),
    example: { workflowId: "wf_triage", name: "Support triage", version: 4, by: olga },
  }),
  "task.updated": defineEvent({
    version: 1,
    streams: ["team", "org"],
    doc: "A task's status or its answers changed.",
    data: z.object({ task: taskSummarySchema }),
    example: { task: exampleTask },
  }),
} as const;
