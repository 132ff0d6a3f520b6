import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApiKey } from "#server/auth/api-keys";
import { openDatabase } from "#server/db/open-database";
import { seedDemoPeople } from "#server/demo/people";
import { startTestServer } from "#server/testing/start-test-server";
import { sampleData } from "../fan-out/sample-entry.ts";
import { epochMs, heldBytes, serveRequests } from "./child.ts";

/** The whole server without its pages, on the embedded database in a folder, with a key that may do everything asked. */
const dataDir = await mkdtemp(join(tmpdir(), "signalbox-bench-"));
const { key, orgId } = await seed();
const { url, container } = await startTestServer({ SIGNALBOX_DATA_DIR: dataDir });
const stream = `org:${orgId}`;
const committedAt: number[] = [];
let head = 0;
let sequence = 0;

container.log.onCommitted((batches) => {
  const at = epochMs();
  for (const batch of batches) {
    if (batch.stream === stream) for (const { offset } of batch.entries) committedAt[offset] = at;
  }
});

serveRequests({
  listen: async () => {
    head = (await container.log.heads([stream])).get(stream) ?? 0;
    return { url, key, auth: { protocol: 1, token: key }, stream, head };
  },
  emit: async (count: number) => {
    const appended = await Promise.all(Array.from({ length: count }, append));
    head = Math.max(head, ...appended.flat().map(({ offset }) => offset));
    return head;
  },
  sentAt: () => committedAt,
  memory: () => heldBytes(),
});

function append() {
  sequence += 1;
  const draft = { type: "alert.raised", source: `/orgs/${orgId}`, data: sampleData(sequence) } as const;
  return container.log.append([{ stream, draft }]);
}

async function seed(): Promise<{ key: string; orgId: string }> {
  const database = await openDatabase({ dataDir });
  try {
    const now = () => new Date();
    const [acme] = await seedDemoPeople({ db: database.db, password: "correct-horse-battery", now });
    if (acme === undefined) throw new Error("no organization was seeded");
    const made = await createApiKey(
      { db: database.db, now },
      { orgId: acme.orgId, teamId: null, name: "bench", scopes: ["streams:read", "events:write"], expiresAt: null },
    );
    if (!made.ok) throw new Error(made.message);
    return { key: made.value.key, orgId: acme.orgId };
  } finally {
    await database.close();
  }
}
