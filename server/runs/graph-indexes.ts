import { and, eq } from "drizzle-orm";
import { type GraphIndex, indexGraph } from "#lib/domain/graph/graph-index";
import type { Queryable } from "#server/db/database";
import { workflowVersions } from "#server/db/schema";

/** Indexed graphs of versions. Versions never change, so that an index is made once and kept. */
export interface GraphIndexes {
  read(db: Queryable, workflowId: string, version: number): Promise<GraphIndex | null>;
}

/** Indexes kept in memory; those least lately asked for go first. */
const kept = 50;

/** Keeps the indexes that were asked for last, in memory. */
export function createGraphIndexes(): GraphIndexes {
  const indexes = new Map<string, GraphIndex>();
  return {
    read: async (db, workflowId, version) => {
      const key = `${workflowId}@${version}`;
      const index = indexes.get(key) ?? (await load(db, workflowId, version));
      if (index === null) return null;
      indexes.delete(key);
      indexes.set(key, index);
      const oldest = indexes.keys().next();
      if (indexes.size > kept && oldest.done !== true) indexes.delete(oldest.value);
      return index;
    },
  };
}

async function load(db: Queryable, workflowId: string, version: number): Promise<GraphIndex | null> {
  const [row] = await db
    .select({ graph: workflowVersions.graph })
    .from(workflowVersions)
    .where(and(eq(workflowVersions.workflowId, workflowId), eq(workflowVersions.version, version)));
  return row === undefined ? null : indexGraph(row.graph);
}
