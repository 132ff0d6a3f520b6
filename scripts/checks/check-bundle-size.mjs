// Holds the canvas pages' JavaScript to its limit.
import { routeSizes } from "./bundle-sizes.mjs";

const limitBytes = 350_000;
const canvasRoutes = ["/workflows/[workflowId]", "/runs/[runId]"];

const sizes = routeSizes();
for (const [route, bytes] of sizes) process.stdout.write(`${kilobytes(bytes).padStart(8)} gzip  ${route}\n`);
for (const route of canvasRoutes) {
  const bytes = sizes.get(route);
  if (bytes !== undefined && bytes <= limitBytes) continue;
  const problem = bytes === undefined ? "is not among the built routes" : `is ${kilobytes(bytes)}`;
  process.stderr.write(
    `${route} ${problem}; ${kilobytes(limitBytes)} is the limit. Load what the first picture does not need by import().\n`,
  );
  process.exitCode = 1;
}

function kilobytes(bytes) {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}
