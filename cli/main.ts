import { Command } from "commander";
import { CommandFailed } from "./command-failed.ts";
import { keyCommand } from "./key/key-command.ts";
import { replayCommand } from "./replay/replay-command.ts";

const program = new Command("signalbox")
  .description("The command of Signalbox, the live control room for AI workflows.")
  .addCommand(keyCommand())
  .addCommand(replayCommand())
  .showHelpAfterError();

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
