import { z } from "zod";
import { pageSchema } from "#lib/contract/page";
import type { Result } from "#lib/contract/problem";
import { type RunSummary, runSummarySchema } from "#lib/contract/run";
import { idSchema } from "#lib/contract/stream-name";
import type { Actor } from "#lib/domain/actor";
import type { RunService } from "#server/runs/run-service";
import { jsonBody } from "../request/json-body.ts";
import { idParams, waitQuery } from "../request/query-schemas.ts";
import { defineRoute, type Route } from "../route.ts";
import type { StreamNews } from "../streams/stream-news.ts";
import { answerRun } from "./answer-run.ts";
import {
  decisionSchema,
  itemQuery,
  nodeDetailSchema,
  nodeParams,
  runListQuery,
  runSnapshotSchema,
} from "./run-schemas.ts";

const tag = "Runs";
const runAnswer = { status: 200, description: "The run as it is now.", schema: runSummarySchema } as const;

/** Runs, to look at and to steer. */
export function createRunRoutes({ runs, news }: { runs: RunService; news: StreamNews }): Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/runs",
      tag,
      summary: "List runs",
      query: runListQuery,
      answers: [{ status: 200, description: "The newest first.", schema: pageSchema(runSummarySchema) }],
      handle: ({ actor, query }) => runs.list(actor, query),
    }),
    defineRoute({
      method: "get",
      path: "/runs/:id",
      tag,
      summary: "Read a run",
      description:
        "With `wait`, the answer waits until the run differs from `If-None-Match`; without that header, until it has ended.",
      params: idParams,
      query: z.object({ wait: waitQuery }),
      answers: [runAnswer, { status: 304, description: "It is as `If-None-Match` says." }],
      handle: ({ actor, params, query, request }) =>
        answerRun({ runs, news }, { actor, runId: params.id, waitMs: query.wait ?? 0, request }),
    }),
    defineRoute({
      method: "get",
      path: "/runs/:id/snapshot",
      tag,
      summary: "Read a run's whole picture",
      description: "Graph and state of every node, at an offset of `run:<id>`: live starts at the next one.",
      params: idParams,
      answers: [{ status: 200, description: "The picture.", schema: runSnapshotSchema }],
      handle: ({ actor, params }) => runs.snapshot(actor, params.id),
    }),
    defineRoute({
      method: "get",
      path: "/runs/:id/nodes/:nodeId",
      tag,
      summary: "Read a node's whole input and output",
      params: nodeParams,
      query: itemQuery,
      answers: [{ status: 200, description: "The values.", schema: nodeDetailSchema }],
      handle: ({ actor, params, query }) => runs.nodeDetail(actor, params.id, params.nodeId, query.item),
    }),
    steer("cancel", "Cancel a run", (actor, id) => runs.cancel(actor, id)),
    steer("pause", "Pause a run: what works finishes, nothing more starts", (actor, id) => runs.pause(actor, id)),
    steer("resume", "Let a paused run go on", (actor, id) => runs.resume(actor, id)),
    defineRoute({
      method: "post",
      path: "/runs/:id/retry",
      tag,
      summary: "Run again, as a new run",
      description: "From a node on where one is named; what came before it is taken over.",
      params: idParams,
      body: jsonBody(z.object({ fromNodeId: idSchema.optional() }), {}),
      answers: [{ status: 201, description: "The new run.", schema: runSummarySchema }],
      refusals: ["conflict", "forbidden"],
      handle: ({ actor, params, body }) => runs.retry(actor, params.id, body),
    }),
    decide("approve", "Approve what a node waits for", { runs, approved: true }),
    decide("reject", "Reject what a node waits for", { runs, approved: false }),
  ];
}

function steer(
  verb: "cancel" | "pause" | "resume",
  summary: string,
  change: (actor: Actor, runId: string) => Promise<Result<RunSummary>>,
): Route {
  return defineRoute({
    method: "post",
    path: `/runs/:id/${verb}`,
    tag,
    summary,
    params: idParams,
    answers: [runAnswer],
    refusals: ["already-finished", "conflict", "forbidden"],
    handle: ({ actor, params }) => change(actor, params.id),
  });
}

function decide(
  verb: "approve" | "reject",
  summary: string,
  { runs, approved }: { runs: RunService; approved: boolean },
): Route {
  return defineRoute({
    method: "post",
    path: `/runs/:id/nodes/:nodeId/${verb}`,
    tag,
    summary,
    params: nodeParams,
    body: jsonBody(decisionSchema, {}),
    answers: [runAnswer],
    refusals: ["not-waiting", "already-finished", "forbidden"],
    handle: ({ actor, params, body }) => runs.decide(actor, params.id, params.nodeId, { approved, ...body }),
  });
}
