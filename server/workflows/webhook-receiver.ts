import { refuse } from "#lib/contract/problem";
import type { ReceiveWebhook } from "#server/api/webhooks/webhook-routes";
import type { Webhooks } from "./webhooks.ts";

const secretHeader = "x-signalbox-secret";
const shownHeaders = ["content-type", "user-agent", "x-github-event", "x-request-id"];

/** Reads a call as it came over HTTP: its JSON, its secret, and what may be seen of its headers. */
export function createWebhookReceiver(webhooks: Webhooks): ReceiveWebhook {
  return async ({ workflowId, nodeId, body, header }) => {
    const parsed = parseBody(body.text);
    if (parsed === undefined) return refuse("malformed-json", "The body is not JSON.", { field: "body" });
    const headers = Object.fromEntries(
      shownHeaders.map((name) => [name, header(name) ?? ""]).filter(([, text]) => text),
    );
    return webhooks.receive({ workflowId, nodeId, secret: header(secretHeader) ?? "", body: parsed, headers });
  };
}

/** A call without a body is a call all the same. */
function parseBody(text: string): unknown {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
