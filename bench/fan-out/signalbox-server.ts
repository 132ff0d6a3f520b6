import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { Registry } from "prom-client";
import { createApiKey } from "#server/auth/api-keys";
import { createAuthenticator } from "#server/auth/create-authenticator";
import { createInProcessBusHub } from "#server/bus/in-process-bus";
import { openDatabase } from "#server/db/open-database";
import { seedDemoPeople } from "#server/demo/people";
import { newId } from "#server/ids";
import { createGateway } from "#server/realtime/gateway";
import { createGatewayMetrics } from "#server/realtime/gateway-metrics";
import { createStreamLog } from "#server/streams/postgres-stream-log";
import { epochMs, residentBytes, serveRequests } from "../support/child.ts";
import { sampleData } from "./sample-entry.ts";

const logger = pino({ level: "error" });
const now = () => new Date();
const dataDir = await mkdtemp(join(tmpdir(), "signalbox-bench-"));
const { db } = await openDatabase({ dataDir, logger });
const log = createStreamLog({ db, now, newId: () => newId("evt"), logger });
const committedAt: number[] = [];
let stream = "";
let head = 0;
let sequence = 0;
log.onCommitted((batches) => {
  const at = epochMs();
  for (const { entries } of batches) for (const { offset } of entries) committedAt[offset] = at;
});

serveRequests({
  listen: async () => {
    const [acme] = await seedDemoPeople({ db, password: "benchmark-password", now });
    if (acme === undefined) throw new Error("no organization was seeded");
    const key = await createApiKey(
      { db, now },
      { orgId: acme.orgId, teamId: null, name: "bench", scopes: ["streams:read"], expiresAt: null },
    );
    if (!key.ok) throw new Error(key.message);
    const httpServer = createServer();
    createGateway({
      httpServer,
      log,
      bus: createInProcessBusHub({ logger }).connect(),
      authenticator: createAuthenticator({
        db,
        log,
        secret: "x".repeat(32),
        publicUrl: "http://localhost",
        logger,
        now,
      }),
      accessTo: async () => false,
      config: { allowedOrigins: [] },
      logger,
      metrics: createGatewayMetrics(new Registry()),
    });
    await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
    stream = `org:${acme.orgId}`;
    return {
      url: `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`,
      auth: { protocol: 1, token: key.value.key },
      stream,
      head: 0,
    };
  },
  emit: async (count: number) => {
    const appended = await Promise.all(
      Array.from({ length: count }, () => {
        sequence += 1;
        return log.append([
          { stream, draft: { type: "alert.raised", source: "/orgs/org_bench", data: sampleData(sequence) } },
        ]);
      }),
    );
    head = Math.max(head, ...appended.flat().map(({ offset }) => offset));
    return head;
  },
  sentAt: () => committedAt,
  memory: () => residentBytes(),
});
