import { Command, Option } from "commander";
import { apiKeyScopes } from "#lib/domain/actor";
import { namedKeySchema } from "#server/control/create-named-key";
import { CommandFailed } from "../command-failed.ts";
import { readConfig } from "../read-config.ts";
import { makeKey } from "./make-key.ts";

/** `signalbox key …` */
export function keyCommand(): Command {
  return new Command("key").description("API keys").addCommand(
    new Command("create")
      .description("Make an API key. It is shown this once.")
      .requiredOption("--org <slug>", "the organization, such as acme")
      .option("--team <name>", "a team of it: the key reaches this team's and nobody's resources")
      .requiredOption("--name <name>", "what people will call it")
      .addOption(new Option("--scope <scopes...>", "what it may do").choices(apiKeyScopes).makeOptionMandatory())
      .action(async (options: Record<string, unknown>) => {
        const wanted = namedKeySchema.safeParse({ ...options, scopes: options.scope });
        if (!wanted.success) throw new CommandFailed(wanted.error.issues.map(({ message }) => message).join("\n"));
        const { id, key } = await makeKey(readConfig(), wanted.data);
        // The key alone on standard output, so that a script can take it.
        process.stderr.write(`Made the key ${id}. Keep it: it cannot be shown again.\n`);
        process.stdout.write(`${key}\n`);
      }),
  );
}
