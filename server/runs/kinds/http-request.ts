import { httpRequestSettings } from "#lib/domain/kinds/http-request";
import type { HttpResponse } from "../outgoing/http-client.ts";
import { failed, type NodeExecutor, type Outcome } from "./node-executor.ts";

/** Statuses that a later attempt may not get. */
const passing = new Set([408, 425, 429]);

export const httpRequestExecutor: NodeExecutor = {
  execute: async ({ settings, runId, nodeId, item, signal, log, ports }) => {
    const { method, url, headers, body, failOnStatus } = httpRequestSettings.parse(settings);
    const began = performance.now();
    const answer = await ports.http.send({
      method,
      url,
      headers: withDefaults(headers, body, `${runId}/${nodeId}/${item ?? "-"}`),
      body: method === "GET" || method === "HEAD" ? undefined : body,
      signal,
    });
    if (!answer.ok) {
      log("error", `${method} ${shownUrl(url)}: ${answer.message}`);
      const isRetryable = answer.code === "connection-failed";
      return failed(answer.code, answer.message, { ...remedyFor(answer.code), isRetryable });
    }
    const { response } = answer;
    log(
      "info",
      `${method} ${shownUrl(url)} answered ${response.status} in ${Math.round(performance.now() - began)} ms`,
    );
    if (failOnStatus && response.status >= 400) return refused(response);
    return {
      kind: "succeeded",
      output: { status: response.status, headers: response.headers, body: parsed(response) },
    };
  },
};

/** An address without its query and credentials, which may hold secrets. */
function shownUrl(url: string): string {
  if (!URL.canParse(url)) return "(not an address)";
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** The key stays the same for every attempt, so that a receiver can tell a repeated call from a new one. */
function withDefaults(
  headers: readonly { name: string; value: string }[],
  body: string | undefined,
  idempotencyKey: string,
): Record<string, string> {
  const given = Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value]));
  const contentType = body === undefined || !isJson(body) ? {} : { "content-type": "application/json" };
  return { "idempotency-key": idempotencyKey, ...contentType, ...given };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parsed({ headers, text }: HttpResponse): unknown {
  if (!(headers["content-type"] ?? "").includes("json") || !isJson(text)) return text;
  return JSON.parse(text) as unknown;
}

function refused({ status, text }: HttpResponse): Outcome {
  const excerpt = text.slice(0, 500);
  return failed("http-status", `The server answered ${status}${excerpt === "" ? "." : `: ${excerpt}`}`, {
    isRetryable: status >= 500 || passing.has(status),
  });
}

function remedyFor(code: string): { remedy: string } | Record<never, never> {
  if (code !== "address-refused") return {};
  return { remedy: "Use a public address, or let the operator set SIGNALBOX_ALLOW_PRIVATE_ADDRESSES." };
}
