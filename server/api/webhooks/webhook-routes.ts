import { z } from "zod";
import { limits } from "#lib/contract/limits";
import type { Result } from "#lib/contract/problem";
import { runSummarySchema } from "#lib/contract/run";
import { idSchema } from "#lib/contract/stream-name";
import type { RawBody } from "../route.ts";
import { definePublicRoute, type Route } from "../route.ts";

/** A call of a workflow's webhook, as it came in. */
export interface WebhookCall {
  workflowId: string;
  nodeId: string;
  /** The whole body, and what its sender says it is. */
  body: RawBody;
  header(name: string): string | undefined;
}

/** Checks the call's secret and starts the run. Refuses with `not-found` for a wrong secret and for no webhook alike. */
export type ReceiveWebhook = (call: WebhookCall) => Promise<Result<unknown>>;

/** Webhooks carry a secret of their own instead of a key. */
export function createWebhookRoutes({ receiveWebhook }: { receiveWebhook: ReceiveWebhook }): Route[] {
  return [
    definePublicRoute({
      method: "post",
      path: "/webhooks/:workflowId/:nodeId",
      tag: "Webhooks",
      summary: "Call a workflow's webhook",
      description: "Starts a run with the body as the trigger's value. The node's settings say which secret is wanted.",
      params: z.object({ workflowId: idSchema, nodeId: idSchema }),
      body: {
        schema: z.unknown(),
        as: "raw",
        contentTypes: ["application/json"],
        maxBytes: limits.nodeValueBytes,
      },
      answers: [{ status: 202, description: "The run, queued.", schema: runSummarySchema }],
      refusals: ["not-found", "unauthenticated"],
      handle: ({ params, body, request }) =>
        // A raw body is always read as one.
        receiveWebhook({ ...params, body: body as RawBody, header: request.header }),
    }),
  ];
}
