import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

export interface Account {
  uid: number;
  gid: number;
}

/** The account to run Postgres under: null for the own one, another where that is root, as which Postgres refuses to run. */
export async function unprivilegedAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ["postgres", "nobody"]) {
    const account = await accountOf(name);
    if (account !== null) return account;
  }
  throw new Error("Postgres refuses to run as root, and there is no account 'postgres' or 'nobody' to run it under");
}

/** Runs a command to its end. Throws with what it wrote where it fails. */
export async function runToEnd(command: string, args: readonly string[], account: Account | null): Promise<void> {
  try {
    await execute(command, args, { ...account, cwd: "/", maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    const written = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
    throw new Error(`${command} ${args.join(" ")} failed: ${written || String(error)}`, { cause: error });
  }
}

async function accountOf(name: string): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all([execute("id", ["-u", name]), execute("id", ["-g", name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}
