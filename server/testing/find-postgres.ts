import { access, constants, readdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { runToEnd } from "./run-unprivileged.ts";

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** Where Debian and its kin put each version's binaries. */
const debianFolder = "/usr/lib/postgresql";

/**
 * Finds Postgres' server binaries: the newest of Debian's folders, or those on the PATH. Installs them where they are
 * missing and that is possible (root on a system with apt-get); otherwise throws and says how to get them.
 */
export async function findPostgres(): Promise<PostgresBinaries> {
  const found = await findInstalled();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && (await isExecutable("/usr/bin/apt-get"))) {
    process.stderr.write("Installing PostgreSQL for the integration tests (apt-get install postgresql) …\n");
    await runToEnd("/usr/bin/apt-get", ["update"], null);
    await runToEnd("/usr/bin/apt-get", ["install", "-y", "--no-install-recommends", "postgresql"], null);
    const installed = await findInstalled();
    if (installed !== null) return installed;
  }
  throw new Error(
    "The integration tests run on a real PostgreSQL, and its server binaries were not found. Install them " +
      "(Debian, Ubuntu: sudo apt-get install postgresql; macOS: brew install postgresql), or set TEST_DATABASE_URL " +
      "to a server whose user may create databases.",
  );
}

async function findInstalled(): Promise<PostgresBinaries | null> {
  const versions = await readdir(debianFolder).catch(() => []);
  const newestFirst = versions.sort((left, right) => Number(right) - Number(left));
  const folders = [
    ...newestFirst.map((version) => join(debianFolder, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter).filter(Boolean),
  ];
  for (const folder of folders) {
    const binaries = { initdb: join(folder, "initdb"), postgres: join(folder, "postgres") };
    if ((await isExecutable(binaries.initdb)) && (await isExecutable(binaries.postgres))) return binaries;
  }
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
