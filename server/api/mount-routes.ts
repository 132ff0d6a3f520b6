import type { Context, Hono } from "hono";
import type { Logger } from "pino";
import type { z } from "zod";
import { ok, type Result, refuse, refuseInvalid } from "#lib/contract/problem";
import type { Actor } from "#lib/domain/actor";
import { apiKeyPrefix } from "#server/auth/api-keys";
import type { Authenticator, Credentials } from "#server/auth/authenticator";
import { problemResponse } from "./answer/problem-response.ts";
import type { IdempotencyStore } from "./request/idempotency.ts";
import { type ParsedBody, parseBody } from "./request/parse-body.ts";
import type { RateLimiter } from "./request/rate-limit.ts";
import { checkSameOrigin } from "./request/same-origin.ts";
import type { RequestFacts, Route } from "./route.ts";

export interface MountDeps {
  authenticator: Pick<Authenticator, "authenticate">;
  idempotency: IdempotencyStore;
  rateLimiter: RateLimiter;
  allowedOrigins: readonly string[];
  logger: Logger;
}

/**
 * Puts the routes on the app, each behind the same steps in the same order: who is it, may a browser ask this, how
 * often, what exactly; then the route's own work. A path's other methods answer 405.
 */
export function mountRoutes(app: Hono, routes: readonly Route[], deps: MountDeps): void {
  for (const route of routes) app.on(route.method.toUpperCase(), route.path, (c) => answer(c, route, deps));
  for (const [path, methods] of methodsByPath(routes)) {
    app.all(path, (c) =>
      problemResponse(
        refuse("method-not-allowed", `${c.req.method} is not possible here: ${methods.join(", ")} is.`),
        requestIdOf(c),
        { headers: { Allow: methods.join(", ") } },
      ),
    );
  }
}

async function answer(c: Context, route: Route, deps: MountDeps): Promise<Response> {
  const requestId = requestIdOf(c);
  const address = c.req.header("x-signalbox-address") ?? "unknown";
  const credentials = credentialsOf(c);

  const identified = await identify(route, credentials, deps);
  const actor = identified.ok ? identified.value : null;
  const rate = await deps.rateLimiter.consume(actor, address);
  const respond = (refusal: Parameters<typeof problemResponse>[0]) =>
    problemResponse(refusal, requestId, { headers: { ...rate.headers, ...challenge(refusal.code) } });
  if (!rate.allowed) return respond(refuse("rate-limited", "Too many requests.", { limit: rate.limit }));
  if (!identified.ok) return respond(identified);

  const guarded = guardBrowser(c, route, actor, deps.allowedOrigins);
  if (!guarded.ok) return respond(guarded);
  const parsed = await parseRequest(c, route);
  if (!parsed.ok) return respond(parsed);
  const { params, query, body } = parsed.value;

  const request: RequestFacts = {
    requestId,
    address,
    header: (name) => c.req.header(name),
    signal: c.req.raw.signal,
    recheck: async () => {
      const again = await deps.authenticator.authenticate(credentials);
      return again.ok ? ok(again.value.actor) : again;
    },
  };
  const work = () => route.handle({ actor, params, query, body: body.value, request });
  const response = await once(c, route, actor, body, deps, async () => toResponse(await work(), route, respond));
  for (const [name, value] of Object.entries(rate.headers)) response.headers.set(name, value);
  return response;
}

async function identify(route: Route, credentials: Credentials, deps: MountDeps): Promise<Result<Actor | null>> {
  if (route.access === "public") return ok(null);
  if (credentials.token !== undefined && !credentials.token.startsWith(apiKeyPrefix)) {
    return refuse("unauthenticated", `A bearer token is an API key here, and begins with '${apiKeyPrefix}'.`);
  }
  const authenticated = await deps.authenticator.authenticate(credentials);
  return authenticated.ok ? ok(authenticated.value.actor) : authenticated;
}

/** A bearer token speaks for itself; the cookie is only looked at where there is none. */
function credentialsOf(c: Context): Credentials {
  const token = /^Bearer (\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  return token === undefined ? { cookie: c.req.header("cookie") } : { token };
}

function challenge(code: string): Record<string, string> {
  return code === "unauthenticated" || code.startsWith("session-") ? { "WWW-Authenticate": "Bearer" } : {};
}

function guardBrowser(c: Context, route: Route, actor: Actor | null, allowed: readonly string[]): Result<null> {
  // People are known by their cookie only, whatever else the request claims in `Authorization`.
  if (actor?.kind !== "user" || route.method === "get") return ok(null);
  return checkSameOrigin(
    { origin: c.req.header("origin"), "sec-fetch-site": c.req.header("sec-fetch-site"), host: c.req.header("host") },
    allowed,
  );
}

async function parseRequest(
  c: Context,
  route: Route,
): Promise<Result<{ params: unknown; query: unknown; body: ParsedBody }>> {
  const params = parsePart(route.params, c.req.param());
  if (!params.ok) return params;
  const query = parsePart(route.query, c.req.query());
  if (!query.ok) return query;
  const body: Result<ParsedBody> =
    route.body === undefined ? ok({ value: undefined, text: "" }) : await parseBody(c.req.raw, route.body);
  if (!body.ok) return body;
  return ok({ params: params.value, query: query.value, body: body.value });
}

function parsePart(schema: z.ZodObject | undefined, value: unknown): Result<unknown> {
  if (schema === undefined) return ok({});
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : refuseInvalid(parsed.error);
}

function toResponse(
  result: Result<unknown> | Response,
  route: Route,
  respond: (refusal: Parameters<typeof problemResponse>[0]) => Response,
): Response {
  if (result instanceof Response) return result;
  if (!result.ok) return respond(result);
  const { status } = route.answers[0];
  if (status === 204) return new Response(null, { status });
  return Response.json(result.value, { status, headers: { "Cache-Control": "no-store" } });
}

const idempotencyKeyLength = 200;

/** Does the work once an `Idempotency-Key`: what was answered the first time is answered again. */
async function once(
  c: Context,
  route: Route,
  actor: Actor | null,
  body: ParsedBody,
  deps: MountDeps,
  work: () => Promise<Response>,
): Promise<Response> {
  const key = c.req.header("idempotency-key");
  if (key === undefined || actor === null || route.method === "get" || route.answersSecret) return work();
  const requestId = requestIdOf(c);
  if (key.length === 0 || key.length > idempotencyKeyLength) {
    const message = `An Idempotency-Key has 1 to ${idempotencyKeyLength} characters.`;
    const refusal = refuse("invalid-input", message, { field: "Idempotency-Key", limit: idempotencyKeyLength });
    return problemResponse(refusal, requestId);
  }
  const request = { method: c.req.method, path: new URL(c.req.url).pathname, body: body.text };
  const claim = await deps.idempotency.claim(actor, key, request);
  if (!claim.ok) return problemResponse(claim, requestId, { headers: { "Retry-After": "1" } });
  if (claim.value.kind === "kept") {
    const { status, body: kept } = claim.value.answer;
    const headers = { "Idempotency-Replayed": "true", "Content-Type": contentTypeOf(status) };
    return new Response(kept === null ? null : JSON.stringify(kept), { status, headers });
  }
  try {
    const response = await work();
    if (response.status >= 500 || response.status === 429) await deps.idempotency.release(actor, key);
    else await deps.idempotency.keep(actor, key, { status: response.status, body: await jsonOf(response) });
    return response;
  } catch (error) {
    await deps.idempotency.release(actor, key);
    throw error;
  }
}

function contentTypeOf(status: number): string {
  return status >= 400 ? "application/problem+json" : "application/json";
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.clone().text();
  return text === "" ? null : JSON.parse(text);
}

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()]);
  return methods;
}

/** Stamped by the HTTP server, which writes over whatever was claimed. */
export function requestIdOf(c: Context): string {
  return c.req.header("x-request-id") ?? "unknown";
}
