import { Hono } from "hono";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { askReadiness, type ReadinessCheck } from "./readiness.ts";

export interface HealthDeps {
  registry: Registry;
  /** The database and the queue, at least. */
  checks: readonly ReadinessCheck[];
  logger: Logger;
}

/**
 * What an orchestrator asks: `/healthz` says that the process answers, `/readyz` that what it depends on does, and
 * `/metrics` gives Prometheus its numbers. None of them says anything about anybody's data.
 */
export function createHealth({ registry, checks, logger }: HealthDeps): Hono {
  const app = new Hono();
  app.get("/healthz", (c) => c.json({ ok: true }));
  app.get("/readyz", async (c) => {
    const readiness = await askReadiness(checks);
    for (const { name, error } of readiness.checks) {
      if (error !== null) logger.warn({ err: error, check: name }, "not ready");
    }
    // Why is for the log: this answer is for everyone, and a database's error may name its address.
    const told = readiness.checks.map(({ name, error }) => ({ name, ok: error === null }));
    return c.json({ ready: readiness.ready, checks: told }, readiness.ready ? 200 : 503);
  });
  app.get("/metrics", async (c) => c.body(await registry.metrics(), 200, { "Content-Type": registry.contentType }));
  return app;
}
