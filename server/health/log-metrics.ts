import { Counter, type Registry } from "prom-client";
import type { StreamLog } from "#server/streams/stream-log";

/** Counts what this process commits. Returns what stops it. */
export function meterLog(registry: Registry, log: Pick<StreamLog, "onCommitted">): () => void {
  const appended = new Counter({
    name: "signalbox_entries_appended_total",
    help: "Entries committed by this process, by the stream's kind.",
    labelNames: ["kind"],
    registers: [registry],
  });
  const commits = new Counter({
    name: "signalbox_stream_batches_total",
    help: "Batches of entries of one stream that were committed together.",
    registers: [registry],
  });
  return log.onCommitted((batches) => {
    for (const { stream, entries } of batches) {
      appended.inc({ kind: stream.split(":", 1)[0] ?? stream }, entries.length);
      commits.inc();
    }
  });
}
