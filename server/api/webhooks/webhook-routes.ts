import { z } from "zod";
import { limits } from "#lib/contract/limits";
import type { Result } from "#lib/contract/problem";
import { runSummarySchema } from "#lib/contract/run";
import { idSchema } from "#lib/contract/stream-name";
import type { Actor } from "#lib/domain/actor";
import type { RawBody } from "../route.ts";
import { definePublicRoute, defineRoute, type Route } from "../route.ts";

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

/** Makes a new secret; the one before is worth nothing from then on. */
export type RotateWebhookSecret = (
  actor: Actor,
  workflowId: string,
  nodeId: string,
) => Promise<Result<{ secret: string }>>;

const webhookParams = z.object({ workflowId: idSchema, nodeId: idSchema });

/** Webhooks carry a secret of their own instead of a key. */
export function createWebhookRoutes({
  receiveWebhook,
  rotateWebhookSecret,
}: {
  receiveWebhook: ReceiveWebhook;
  rotateWebhookSecret: RotateWebhookSecret;
}): Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/webhooks/:workflowId/:nodeId/secret",
      tag: "Webhooks",
      summary: "Make a webhook's secret",
      description: "It is shown this once. The one before is worth nothing from then on.",
      params: webhookParams,
      answersSecret: true,
      answers: [{ status: 201, description: "The secret.", schema: z.object({ secret: z.string() }) }],
      refusals: ["forbidden"],
      handle: ({ actor, params }) => rotateWebhookSecret(actor, params.workflowId, params.nodeId),
    }),
    definePublicRoute({
      method: "post",
      path: "/webhooks/:workflowId/:nodeId",
      tag: "Webhooks",
      summary: "Call a workflow's webhook",
      description:
        "Starts a run with the body as the trigger's value. The secret goes into the header `X-Signalbox-Secret`.",
      params: webhookParams,
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
