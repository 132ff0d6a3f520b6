// `npm test`: everything, on a bare clone. Ends with one line, `N passed, N failed`.

import { runQuickChecks } from "./checks/quick-checks.mjs";
import { createTestStages, runNode } from "./checks/test-stages.mjs";
import { ensureBuilt } from "./setup/build.mjs";
import { ensureInstalled } from "./setup/install.mjs";
import { stopCommandsOnSignal } from "./setup/run-command.mjs";
import { StageFailure } from "./setup/stage.mjs";

stopCommandsOnSignal();
try {
  await ensureInstalled();
  if ((await runNode(["scripts/setup/install-browser.ts"])).code !== 0) {
    throw new StageFailure("The tests need a browser; see above.");
  }
  const stages = createTestStages();
  await runQuickChecks(stages);
  await stages.vitest("Integration tests", "integration");
  const built = await stages.run("Build", build);
  if (built) {
    await stages.check("Size of the canvas page", "node", ["scripts/checks/check-bundle-size.mjs"]);
    await stages.playwright("Browser tests");
  }
  process.exitCode = stages.close();
} catch (error) {
  if (!(error instanceof StageFailure)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}

async function build() {
  try {
    await ensureBuilt();
    return true;
  } catch (error) {
    if (!(error instanceof StageFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    return false;
  }
}
