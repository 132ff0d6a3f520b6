import { sql } from "drizzle-orm";
import { z } from "zod";
import { executionKey } from "#lib/domain/scheduler/execution";
import type { ExecutionRef } from "#lib/domain/scheduler/scheduler";
import { queryRows } from "#server/db/query-rows";
import type { RunDraft } from "./run-draft.ts";

const outputRow = z.object({ node_id: z.string(), item: z.int(), output: z.unknown() });

/**
 * Outputs of executions by `executionKey`, from memory where they are there and otherwise in one query. An execution
 * that has none (skipped, failed) is not in the answer.
 */
export async function readOutputs(draft: RunDraft, refs: readonly ExecutionRef[]): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  const missing: { n: string; i: number }[] = [];
  for (const { nodeId, item } of refs) {
    const key = executionKey(nodeId, item);
    if (draft.execution(nodeId, item)?.status !== "succeeded" || found.has(key)) continue;
    const written = draft.writes.get(key)?.output;
    if (draft.run.outputs.has(key)) found.set(key, draft.run.outputs.get(key));
    else if (written !== undefined) found.set(key, JSON.parse(written.json));
    else missing.push({ n: nodeId, i: item ?? -1 });
  }
  if (missing.length === 0) return found;
  const rows = await queryRows(
    draft.tx.db,
    outputRow,
    sql`select e.node_id, e.item, e.output
        from json_to_recordset(${JSON.stringify(missing)}::text::json) as wanted (n text, i int)
        join run_executions e on e.run_id = ${draft.run.row.id} and e.node_id = wanted.n and e.item = wanted.i`,
  );
  for (const row of rows) {
    const item = row.item < 0 ? null : row.item;
    found.set(executionKey(row.node_id, item), row.output);
    draft.remember(row.node_id, item, row.output, JSON.stringify(row.output));
  }
  return found;
}
