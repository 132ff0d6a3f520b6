import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * Reads a secret from a file of the data folder, or makes one and keeps it there, readable by its owner only.
 * Throws where the file exists but holds less than `minLength` characters: somebody has damaged it.
 */
export async function keepSecret(options: { file: string; make: () => string; minLength: number }): Promise<string> {
  const { file, make, minLength } = options;
  await mkdir(path.dirname(file), { recursive: true });
  try {
    // "wx" fails where the file exists, so that of two processes that start at once both end with the same secret.
    await writeFile(file, `${make()}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!isAlreadyThere(error)) throw error;
    await chmod(file, 0o600);
  }
  const secret = (await readFile(file, "utf8")).trim();
  if (secret.length < minLength) {
    throw new Error(`${file} holds ${secret.length} characters, ${minLength} are needed: delete it to have one made`);
  }
  return secret;
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}
