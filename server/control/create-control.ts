import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import type { Logger } from "pino";
import { refuseInvalid } from "#lib/contract/problem";
import { problemResponse } from "#server/api/answer/problem-response";
import type { Database } from "#server/db/database";
import { createNamedKey, namedKeySchema } from "./create-named-key.ts";
import { controlSocketPath } from "./socket-path.ts";

export interface Control {
  listen(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The way for the `signalbox` command to reach a running server: the embedded database belongs to one process, so the
 * command asks the server for what it cannot do itself. A Unix socket in the data folder that only its owner may open:
 * whoever can open it can read the database's files as well, so it asks for no key.
 */
export function createControl(deps: { db: Database; dataDir: string; logger: Logger; now: () => Date }): Control {
  const { db, logger, now } = deps;
  const path = controlSocketPath(deps.dataDir);
  const app = new Hono();
  app.post("/keys", async (c) => {
    const parsed = namedKeySchema.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return problemResponse(refuseInvalid(parsed.error), "control");
    const made = await createNamedKey({ db, now }, parsed.data);
    if (!made.ok) return problemResponse(made, "control");
    logger.info({ keyId: made.value.id, org: parsed.data.org, scopes: parsed.data.scopes }, "an API key was made");
    return c.json(made.value, 201);
  });
  const server = createServer(getRequestListener(app.fetch));

  return {
    async listen() {
      // A server that was killed left its socket behind. The folder's lock says that it is gone.
      await rm(path, { force: true });
      const listening = once(server, "listening");
      // The file is made within this call: nobody else may open it even for a moment.
      const umask = process.umask(0o177);
      try {
        server.listen(path);
      } finally {
        process.umask(umask);
      }
      await listening;
    },
    async close() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
