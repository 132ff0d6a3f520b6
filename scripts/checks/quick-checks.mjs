import { packageCommand, projectEnv } from "../setup/project-paths.mjs";
import { runCommand } from "../setup/run-command.mjs";
import { runNode } from "./test-stages.mjs";

/** The checks that need no server, no browser and no database: `npm run check`, and the first part of `npm test`. */
export async function runQuickChecks(stages) {
  await stages.check("Format, lint and import directions", "biome", ["ci", "--error-on-warnings", "."]);
  await stages.run("Types", async () => {
    // Route types and Next's own declarations are generated, and a bare clone has none.
    const { code } = await runNode([packageCommand("next"), "typegen"]);
    return code === 0 && (await runCommand(packageCommand("tsc"), ["-p", "."], { env: projectEnv() })).code === 0;
  });
  await stages.check("Contract lock", "node", ["scripts/contract-lock.ts", "--check"]);
  await stages.check("Generated documents", "node", ["scripts/generated-docs.ts", "--check"]);
  await stages.check("File and folder sizes", "node", ["scripts/checks/check-sizes.mjs"]);
  await stages.vitest("Unit and property tests", "unit");
}
