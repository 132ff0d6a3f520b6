import { writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { canvas } from "./canvas/canvas.ts";
import { fanOut } from "./fan-out/fan-out.ts";
import { ingest } from "./ingest/ingest.ts";
import { paint } from "./paint/paint.ts";
import { start } from "./start/start.ts";
import type { Benchmark, BenchmarkResult } from "./support/figure.ts";
import { toMarkdown } from "./support/report.ts";

/** `npm run bench [-- NAME …] [--write]`: runs the benchmarks and prints each figure beside its baseline. */
const benchmarks: Benchmark[] = [fanOut, ingest, paint, canvas, start];

const words = process.argv.slice(2);
const shouldWrite = words.includes("--write");
const names = words.filter((word) => !word.startsWith("--"));
const unknown = names.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
if (unknown.length > 0) {
  console.error(
    `No benchmark named ${unknown.join(", ")}. There are: ${benchmarks.map(({ name }) => name).join(", ")}.`,
  );
  process.exit(2);
}

const results: BenchmarkResult[] = [];
for (const benchmark of benchmarks) {
  if (names.length > 0 && !names.includes(benchmark.name)) continue;
  console.error(`… ${benchmark.name}`);
  results.push(await benchmark.run());
}
const report = toMarkdown(results, {
  machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  node: process.version,
  date: new Date().toISOString().slice(0, 10),
});
console.log(report);
if (shouldWrite) await writeFile(new URL("../docs/performance.md", import.meta.url), report);
process.exit(results.some(({ figures }) => figures.some(({ target }) => target?.met === false)) ? 1 : 0);
