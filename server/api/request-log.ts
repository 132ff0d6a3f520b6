import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Logger } from "pino";
import type { HttpMetrics } from "#server/health/http-metrics";
import { requestIdOf } from "./mount-routes.ts";

/** Logs and measures each answered request. Addresses are logged without their query, which may hold what is private. */
export function logRequests({ logger, metrics }: { logger: Logger; metrics: HttpMetrics }): MiddlewareHandler {
  return async (c, next) => {
    const started = performance.now();
    await next();
    const milliseconds = performance.now() - started;
    const { status } = c.res;
    metrics.answered(c.req.method, routePath(c, -1), status, milliseconds / 1000);
    // What went well is for those who look closely: thousands of events a second would fill a disk with lines.
    const level = status >= 400 ? "info" : "debug";
    if (!logger.isLevelEnabled(level)) return;
    const { method, path } = c.req;
    logger[level]({ requestId: requestIdOf(c), method, path, status, ms: Math.round(milliseconds) }, "answered");
  };
}
