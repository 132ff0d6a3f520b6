// `npm run check`: the quick part of the tests, for every commit.

import { runQuickChecks } from "./checks/quick-checks.mjs";
import { createTestStages } from "./checks/test-stages.mjs";
import { ensureInstalled } from "./setup/install.mjs";
import { stopCommandsOnSignal } from "./setup/run-command.mjs";
import { StageFailure } from "./setup/stage.mjs";

stopCommandsOnSignal();
try {
  await ensureInstalled();
  const stages = createTestStages();
  await runQuickChecks(stages);
  process.exitCode = stages.close();
} catch (error) {
  if (!(error instanceof StageFailure)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}
