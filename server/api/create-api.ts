import { Hono } from "hono";
import type { Logger } from "pino";
import { refuse } from "#lib/contract/problem";
import { dataSchemaDocument } from "#lib/contract/published/json-schema-events";
import type { StreamAccess } from "#server/access/stream-access";
import type { Authenticator } from "#server/auth/authenticator";
import type { Config } from "#server/config";
import type { Database } from "#server/db/database";
import type { HttpMetrics } from "#server/health/http-metrics";
import type { Ingest } from "#server/ingest/ingest";
import type { RunService } from "#server/runs/run-service";
import type { StreamLog } from "#server/streams/stream-log";
import type { WorkflowService } from "#server/workflows/workflow-service";
import { problemResponse } from "./answer/problem-response.ts";
import { refuseFailure } from "./answer/unavailable.ts";
import { createDocsPage } from "./documents/docs-page.ts";
import { createDocumentRoutes } from "./documents/document-routes.ts";
import { apiPrefix } from "./documents/openapi.ts";
import { createEventRoutes } from "./events/event-routes.ts";
import { createMeRoutes } from "./me/me-routes.ts";
import { mountRoutes, requestIdOf } from "./mount-routes.ts";
import { createIdempotencyStore } from "./request/idempotency.ts";
import { createRateLimiter, type RateLimits } from "./request/rate-limit.ts";
import { logRequests } from "./request-log.ts";
import type { Route } from "./route.ts";
import { createRunRoutes } from "./runs/run-routes.ts";
import { createSessionRoutes } from "./sessions/session-routes.ts";
import { createStreamNews } from "./streams/stream-news.ts";
import { createStreamRoutes } from "./streams/stream-routes.ts";
import { createWebhookRoutes, type ReceiveWebhook, type RotateWebhookSecret } from "./webhooks/webhook-routes.ts";
import { createWorkflowRoutes } from "./workflows/workflow-routes.ts";

export interface ApiDeps {
  authenticator: Authenticator;
  workflows: WorkflowService;
  runs: RunService;
  log: StreamLog;
  db: Database;
  config: Pick<Config, "publicUrl" | "allowedOrigins">;
  logger: Logger;
  metrics: HttpMetrics;
  /** Which streams an actor may read: the gateway asks the same function. */
  accessTo: StreamAccess;
  ingest: Ingest;
  receiveWebhook: ReceiveWebhook;
  rotateWebhookSecret: RotateWebhookSecret;
  /** `/healthz`, `/readyz` and `/metrics`. */
  health: Hono;
  rateLimits?: RateLimits;
}

export interface Api {
  /** Answers `/api/v1/…`, `/api/docs`, `/schemas/…` and the health addresses, by their whole paths. */
  fetch: Hono["fetch"];
  /** Ends what waits for news. */
  close(): void;
}

/** The REST API: every route behind the same steps, described by the documents that it serves. */
export function createApi(deps: ApiDeps): Api {
  const { authenticator, workflows, runs, log, logger, config } = deps;
  const news = createStreamNews(log);
  const described: Route[] = [
    ...createMeRoutes(),
    ...createSessionRoutes(authenticator),
    ...createWorkflowRoutes({ workflows, runs }),
    ...createRunRoutes({ runs, news }),
    ...createEventRoutes(deps),
    ...createStreamRoutes({ log, news, accessTo: deps.accessTo }),
    ...createWebhookRoutes(deps),
  ];
  const routes = [...described, ...createDocumentRoutes({ routes: described, publicUrl: config.publicUrl })];

  const versioned = new Hono();
  mountRoutes(versioned, routes, {
    authenticator,
    idempotency: createIdempotencyStore(deps.db),
    rateLimiter: createRateLimiter(deps.rateLimits),
    allowedOrigins: config.allowedOrigins,
    logger,
  });

  const app = new Hono();
  app.use(logRequests({ logger, metrics: deps.metrics }));
  app.route(apiPrefix, versioned);
  app.route("/", deps.health);
  app.route("/api/docs", createDocsPage({ routes, publicUrl: config.publicUrl }));
  app.get("/schemas/:type/:version", (c) => {
    const schema = dataSchemaDocument(c.req.param("type"), c.req.param("version"));
    if (schema === null) return problemResponse(refuse("not-found", "There is no such schema."), requestIdOf(c));
    return c.json(schema, 200, { "Content-Type": "application/schema+json", "Cache-Control": "public, max-age=3600" });
  });
  app.notFound((c) => problemResponse(refuse("not-found", "There is nothing at this address."), requestIdOf(c)));
  app.onError((error, c) => {
    const requestId = requestIdOf(c);
    logger.error({ err: error, requestId, method: c.req.method, path: c.req.path }, "a request failed");
    return problemResponse(refuseFailure(error), requestId);
  });
  return { fetch: app.fetch, close: () => news.close() };
}
