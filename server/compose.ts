import type { Server } from "node:http";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { createStreamAccess } from "#server/access/stream-access";
import { createApi } from "#server/api/create-api";
import { createAuthenticator } from "#server/auth/create-authenticator";
import { loadSecret } from "#server/auth/secret";
import type { Bus } from "#server/bus/bus";
import { createInProcessBusHub } from "#server/bus/in-process-bus";
import { type Closers, createClosers } from "#server/closers";
import type { Config } from "#server/config";
import { type Container, registerContainer } from "#server/container";
import { createControl } from "#server/control/create-control";
import { openDatabase } from "#server/db/open-database";
import { seedDemo } from "#server/demo/seed-demo";
import { createHealth } from "#server/health/create-health";
import { createRegistry } from "#server/health/create-registry";
import { createDatabaseCheck } from "#server/health/database-check";
import { createHttpMetrics } from "#server/health/http-metrics";
import { meterLog } from "#server/health/log-metrics";
import { createQueueCheck, meterQueue } from "#server/health/queue-metrics";
import { meterReaders } from "#server/health/reader-metrics";
import { newId } from "#server/ids";
import { createIngest } from "#server/ingest/create-ingest";
import { createGraphLayout } from "#server/ingest/layout/graph-layout";
import { createGateway, type Gateway } from "#server/realtime/gateway";
import { createGatewayMetrics } from "#server/realtime/gateway-metrics";
import { createRunner } from "#server/runs/create-runner";
import { createSnapshotKeeper } from "#server/runs/keep-snapshot";
import { createStreamLog } from "#server/streams/postgres-stream-log";
import { createRetention } from "#server/streams/retention";
import type { StreamLog } from "#server/streams/stream-log";
import { closeServer, createHttpServer, listen } from "#server/web/http-server";
import { createPages } from "#server/web/pages";
import { createWorkflowService } from "#server/workflows/create-workflow-service";
import { createWebhookReceiver } from "#server/workflows/webhook-receiver";
import { createWebhooks } from "#server/workflows/webhooks";

export interface ServerOptions {
  config: Config;
  logger: Logger;
  isDevelopment?: boolean;
  /** False leaves the pages out: for tests and benchmarks of everything below them. */
  withPages?: boolean;
}

export interface RunningServer {
  /** The address people open. */
  url: string;
  /** How to sign in where the demo is on. */
  demo: { email: string; password: string } | null;
  container: Container;
  /** Tells the sockets, hands running jobs back, closes the database. */
  close(): Promise<void>;
}

/** Builds the whole server and starts it. The one place that constructs: everything else takes what it needs. */
export async function composeServer(options: ServerOptions): Promise<RunningServer> {
  const closers = createClosers();
  try {
    return await compose(options, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function compose(options: ServerOptions, closers: Closers): Promise<RunningServer> {
  const { config, logger, isDevelopment = false, withPages = true } = options;
  const now = () => new Date();

  const location = { dataDir: config.dataDir, databaseUrl: config.databaseUrl, logger };
  const database = closers.own(await openDatabase(location));
  const { db } = database;
  const log = closers.own(createStreamLog({ db, now, newId: () => newId("evt"), logger }));
  const bus = closers.own(createInProcessBusHub({ logger }).connect());
  const registry = createRegistry();
  meterLog(registry, log);

  const secret = await loadSecret({ config, dataDir: config.dataDir });
  const { publicUrl } = config;
  const authenticator = closers.own(createAuthenticator({ db, log, secret, publicUrl, logger, now }));

  // The gateway needs the HTTP server, that needs the API, and that the runner, whose signals the gateway sends.
  let gateway: Gateway | null = null;
  const runner = closers.own(
    await createRunner({
      database,
      log,
      emitSignal: (signal) => gateway?.emitSignal(signal),
      logger,
      now,
      allowPrivateAddresses: config.allowPrivateAddresses,
      openai: config.openai,
    }),
  );
  const runs = runner.service;
  const workflows = createWorkflowService({ db, log, now });
  const accessTo = createStreamAccess({ runs, workflows });
  closers.own(
    createRetention({
      db,
      log,
      retentionDays: config.retentionDays,
      now,
      logger,
      beforeTrim: createSnapshotKeeper(db),
    }),
  );
  meterQueue(registry, runner);

  const layout = closers.own(createGraphLayout());
  const ingest = closers.own(createIngest({ log, db, layout, now }));
  const webhooks = createWebhooks({ db, runs });
  const api = createApi({
    authenticator,
    workflows,
    runs,
    log,
    db,
    config,
    logger,
    metrics: createHttpMetrics(registry),
    accessTo,
    ingest,
    receiveWebhook: createWebhookReceiver(webhooks),
    rotateWebhookSecret: webhooks.rotateSecret,
    health: createHealth({ registry, checks: [createDatabaseCheck(db), createQueueCheck(runner)], logger }),
  });
  const { server, setPages } = createHttpServer({ api: api.fetch, config, logger, isDevelopment });
  closers.own({ close: () => closeServer(server) });
  // Before the server closes: it waits for answers, and some of them wait for news.
  closers.own(api);

  const demo = config.demo ? await seedDemo({ config, db, workflows, now }) : null;
  const container: Container = { config, logger, authenticator, workflows, runs, log, demoAccounts: demo?.accounts };
  registerContainer(container);
  if (withPages) setPages(await openPages({ server, config, secret, isDevelopment }, closers));

  gateway = closers.own(
    createGateway({
      httpServer: server,
      log,
      bus,
      authenticator,
      accessTo,
      config,
      logger,
      metrics: createGatewayMetrics(registry),
    }),
  );
  meterReaders(registry, gateway);
  tellReplicas(log, bus);
  const control = closers.own(createControl({ db, dataDir: config.dataDir, logger, now }));
  await control.listen();
  await listen(server, config);
  await runner.start();
  if (demo !== null) await demo.startRuns(runs);
  return { url: publicUrl, demo, container, close: () => closers.closeAll() };
}

/** What this process commits, the others hear of (rule S2: after the commit). */
function tellReplicas(log: StreamLog, bus: Bus): void {
  log.onCommitted((batches) => bus.publish({ kind: "committed", batches }));
}

async function openPages(
  options: { server: Server; config: Config; secret: string; isDevelopment: boolean },
  closers: Closers,
) {
  const { server, config, secret, isDevelopment } = options;
  // NextAuth reads both from the environment, in Next's own bundle.
  process.env.NEXTAUTH_URL = config.publicUrl;
  process.env.NEXTAUTH_SECRET = secret;
  const directory = fileURLToPath(new URL("..", import.meta.url));
  const pages = await createPages({ server, directory, isDevelopment, host: config.host, port: config.port });
  return closers.own(pages).handler;
}
