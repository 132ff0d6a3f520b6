import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { encode } from "next-auth/jwt";
import pino from "pino";
import { type ApiKeyScope, apiKeyScopes } from "#lib/domain/actor";
import { createStreamAccess } from "#server/access/stream-access";
import { type Api, type ApiDeps, createApi } from "#server/api/create-api";
import { createApiKey } from "#server/auth/api-keys";
import { createAuthenticator, type LocalAuthenticator } from "#server/auth/create-authenticator";
import { parseConfig } from "#server/config";
import type { Database } from "#server/db/database";
import type { OpenDatabase } from "#server/db/open-database";
import { seedDemoPeople } from "#server/demo/people";
import { createHealth } from "#server/health/create-health";
import { createRegistry } from "#server/health/create-registry";
import { createDatabaseCheck } from "#server/health/database-check";
import { createHttpMetrics } from "#server/health/http-metrics";
import { newId } from "#server/ids";
import { createIngest } from "#server/ingest/create-ingest";
import { createGraphLayout } from "#server/ingest/layout/graph-layout";
import { createRunner } from "#server/runs/create-runner";
import type { RunService } from "#server/runs/run-service";
import { createStreamLog } from "#server/streams/postgres-stream-log";
import type { StreamLog } from "#server/streams/stream-log";
import { createHttpServer } from "#server/web/http-server";
import { createWorkflowService } from "#server/workflows/create-workflow-service";
import { createWebhookReceiver } from "#server/workflows/webhook-receiver";
import { createWebhooks } from "#server/workflows/webhooks";

const secret = "a secret that only tests have, and long enough";

export interface TestApi {
  url: string;
  db: Database;
  log: StreamLog;
  runs: RunService;
  authenticator: LocalAuthenticator;
  orgs: Record<"acme" | "globex", { orgId: string; teamIds: Record<string, string>; userIds: Record<string, string> }>;
  /** A new key of an organization, as the value of `Authorization`. */
  bearer(org: "acme" | "globex", options?: { scopes?: ApiKeyScope[]; team?: string }): Promise<string>;
  /** Signs a person in: their session, and its `Cookie` header. */
  signIn(email: string): Promise<{ cookie: string; sessionId: string }>;
  /** Ends what waits, as a server that is told to stop does first. */
  drain(): void;
  close(): Promise<void>;
}

/** The whole REST API on a free port of loopback, with real people, sessions, keys, streams and ingest. */
export async function startTestApi(
  database: OpenDatabase,
  overrides: Partial<Pick<ApiDeps, "rateLimits">> = {},
): Promise<TestApi> {
  const { db } = database;
  const logger = pino({ level: process.env.TEST_LOG_LEVEL ?? "silent" });
  const now = () => new Date();
  const config = readConfig();
  const log = createStreamLog({ db, now, newId: () => newId("evt"), logger });
  const seeded = await seedDemoPeople({ db, password: "of the demo", now });
  const authenticator = createAuthenticator({ db, log, secret, publicUrl: config.publicUrl, logger, now });
  const layout = createGraphLayout();
  const ingest = createIngest({ log, db, layout, now });
  const allowPrivateAddresses = false;
  const emitSignal = () => {};
  const runner = await createRunner({ database, log, emitSignal, logger, now, allowPrivateAddresses, openai: null });
  const runs = runner.service;
  const workflows = createWorkflowService({ db, log, now });
  const webhooks = createWebhooks({ db, runs });
  const registry = createRegistry();
  const api: Api = createApi({
    authenticator,
    workflows,
    runs,
    log,
    db,
    config,
    logger,
    metrics: createHttpMetrics(registry),
    accessTo: createStreamAccess({ runs, workflows }),
    ingest,
    receiveWebhook: createWebhookReceiver(webhooks),
    rotateWebhookSecret: webhooks.rotateSecret,
    health: createHealth({ registry, checks: [createDatabaseCheck(db)], logger }),
    ...overrides,
  });
  const { server } = createHttpServer({ api: api.fetch, config, logger, isDevelopment: false });
  await runner.start();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;

  const orgOf = (slug: string) => {
    const org = seeded.find((each) => each.slug === slug);
    if (org === undefined) throw new Error(`the demo has no organization ${slug}`);
    return org;
  };
  const orgs = { acme: orgOf("acme"), globex: orgOf("globex") };

  return {
    url: `http://127.0.0.1:${port}`,
    db,
    log,
    runs,
    authenticator,
    orgs,
    async bearer(org, { scopes = [...apiKeyScopes], team } = {}) {
      const { orgId, teamIds } = orgs[org];
      const teamId = team === undefined ? null : (teamIds[team] ?? null);
      const made = await createApiKey({ db, now }, { orgId, teamId, name: "test", scopes, expiresAt: null });
      if (!made.ok) throw new Error(made.message);
      return `Bearer ${made.value.key}`;
    },
    async signIn(email) {
      const signedIn = await authenticator.signIn({ email, password: "of the demo" }, {});
      if (!signedIn.ok) throw new Error(signedIn.message);
      const { sessionId } = signedIn.value;
      const token = await encode({ token: { sid: sessionId }, secret });
      return { cookie: `next-auth.session-token=${token}`, sessionId };
    },
    drain: () => api.close(),
    async close() {
      api.close();
      server.closeAllConnections();
      server.close();
      await runner.close();
      await ingest.close();
      await layout.close();
      await authenticator.close();
      await log.close();
    },
  };
}

function readConfig() {
  const parsed = parseConfig({ NEXTAUTH_URL: "http://signalbox.test" });
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  return parsed.config;
}
