import pino from "pino";
import type { Database } from "#server/db/database";
import { openDatabase } from "#server/db/open-database";
import { newId } from "#server/ids";
import { testDatabases } from "#server/testing/test-databases";
import { describeStreamLog } from "./conformance/describe-stream-log.ts";
import { createStreamLog } from "./postgres-stream-log.ts";

for (const { name, open } of testDatabases) {
  describeStreamLog(name, async () => {
    const database = await open();
    // An embedded database has no second process: there the replica shares its one connection.
    const second =
      database.databaseUrl === null ? null : await openDatabase({ dataDir: "", databaseUrl: database.databaseUrl });
    const log = streamLogOn(database.db);
    const replica = streamLogOn(second?.db ?? database.db);
    return {
      log,
      replica,
      close: async () => {
        await Promise.all([log.close(), replica.close()]);
        await second?.close();
        await database.close();
      },
    };
  });
}

function streamLogOn(db: Database) {
  return createStreamLog({
    db,
    now: () => new Date(),
    newId: () => newId("evt"),
    logger: pino({ level: "silent" }),
  });
}
