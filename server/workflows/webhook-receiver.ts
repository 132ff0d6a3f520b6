import { ok } from "#lib/contract/problem";
import { parseJson } from "#server/api/request/parse-json";
import type { ReceiveWebhook } from "#server/api/webhooks/webhook-routes";
import type { Webhooks } from "./webhooks.ts";

const secretHeader = "x-signalbox-secret";
const shownHeaders = ["content-type", "user-agent", "x-github-event", "x-request-id"];

/** Reads a call as it came over HTTP: its JSON, its secret, and what may be seen of its headers. */
export function createWebhookReceiver(webhooks: Webhooks): ReceiveWebhook {
  return async ({ workflowId, nodeId, body, header }) => {
    // A call without a body is a call all the same.
    const parsed = body.text.trim() === "" ? ok(null) : parseJson(body.text);
    if (!parsed.ok) return parsed;
    const headers = Object.fromEntries(
      shownHeaders.map((name) => [name, header(name) ?? ""]).filter(([, text]) => text),
    );
    return webhooks.receive({ workflowId, nodeId, secret: header(secretHeader) ?? "", body: parsed.value, headers });
  };
}
