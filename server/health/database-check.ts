import { sql } from "drizzle-orm";
import type { Database } from "#server/db/database";
import type { ReadinessCheck } from "./readiness.ts";

/** Does the database answer? */
export function createDatabaseCheck(db: Database): ReadinessCheck {
  return {
    name: "database",
    check: async () => {
      await db.execute(sql`select 1`);
    },
  };
}
