import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { processStartTime } from "./process-start-time.ts";

/** Who holds a data folder, as its lock file says. */
const holderSchema = z.object({
  pid: z.int().positive(),
  /** Tells a process from a later one with the same id; null where the system does not say. */
  processStart: z.string().nullable(),
  host: z.string(),
  /** Unique to each lock, so that two of the same process are told apart. */
  token: z.string(),
});
type Holder = z.infer<typeof holderSchema>;

export interface DataFolderLock {
  /** Gives the folder back. Does nothing where another process has taken the lock over. */
  release(): Promise<void>;
}

/** Thrown where another process has the data folder open. The message says which, and what to do. */
export class DataFolderInUse extends Error {
  readonly pid: number;

  constructor(dataDir: string, pid: number, remedy: string) {
    super(`The data folder ${resolve(dataDir)} is in use by process ${pid}. ${remedy}`);
    this.name = "DataFolderInUse";
    this.pid = pid;
  }
}

/** The lock file's name inside the data folder. */
export const lockFileName = "signalbox.lock";

/** How often a holder touches its lock, so that another host, which cannot see its process, sees that it lives. */
const touchEveryMs = 10_000;
/** A lock of another host that was not touched for so long is stale; far more than a busy holder is ever late. */
const foreignStaleMs = 90_000;

/**
 * Takes a data folder for this process; the folder is made where it is missing. Two processes on one embedded database
 * corrupt it, so a second one gets `DataFolderInUse`. A lock whose process is gone, or whose process id belongs to
 * another process by now, is taken over; so is one of another host (a container that was made anew) that shows no life.
 */
export async function lockDataFolder(dataDir: string): Promise<DataFolderLock> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, lockFileName);
  const mine: Holder = {
    pid: process.pid,
    processStart: await processStartTime(process.pid),
    host: hostname(),
    token: randomUUID(),
  };
  // Each turn either takes the lock, or refuses, or clears one stale lock away. Turns run out only where other
  // processes keep dying with the lock in their hands.
  for (let turn = 0; turn < 10; turn++) {
    if (await claim(path, mine)) return held(path, mine);
    const text = await readIfPresent(path);
    if (text === null) continue;
    const holder = parseHolder(text);
    if (holder !== null && (await isAlive(holder, path))) throw inUse(dataDir, holder);
    await clearAway(path, text, mine.token);
  }
  throw new Error(`The lock ${path} could not be taken. Delete it if no other Signalbox uses this folder.`);
}

function held(path: string, mine: Holder): DataFolderLock {
  const timer = setInterval(() => {
    const now = new Date();
    // A lock that somebody deleted by hand is not made again; the folder stays open all the same.
    utimes(path, now, now).catch(() => undefined);
  }, touchEveryMs);
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      await release(path, mine);
    },
  };
}

/** Writes the lock beside its place and links it there: the link fails where a lock exists, and is never half written. */
async function claim(path: string, mine: Holder): Promise<boolean> {
  const draft = `${path}.${mine.token}`;
  await writeFile(draft, `${JSON.stringify(mine)}\n`);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (isSystemError(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Moves a stale lock out of the way. Another process may have done so in the meantime and hold a new lock of its own:
 * what was moved is looked at, and put back where it is not the lock that was judged stale.
 */
async function clearAway(path: string, staleText: string, token: string): Promise<void> {
  const aside = `${path}.${token}.stale`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return;
    throw error;
  }
  try {
    if ((await readIfPresent(aside)) !== staleText) await link(aside, path);
  } finally {
    await rm(aside, { force: true });
  }
}

async function isAlive(holder: Holder, path: string): Promise<boolean> {
  if (holder.host !== hostname()) return wasTouchedLately(path);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (isSystemError(error, "ESRCH")) return false;
    // EPERM: it lives, under another user.
    if (!isSystemError(error, "EPERM")) throw error;
  }
  if (holder.processStart === null) return true;
  const start = await processStartTime(holder.pid);
  return start === null || start === holder.processStart;
}

async function wasTouchedLately(path: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs < foreignStaleMs;
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return false;
    throw error;
  }
}

function inUse(dataDir: string, holder: Holder): DataFolderInUse {
  if (holder.host !== hostname()) {
    const remedy = `That process runs on host ${holder.host}: stop it there, or, if that host is gone, try again in two minutes.`;
    return new DataFolderInUse(dataDir, holder.pid, remedy);
  }
  const remedy = "Stop it first, or set SIGNALBOX_DATA_DIR to another folder.";
  return new DataFolderInUse(dataDir, holder.pid, remedy);
}

async function release(path: string, mine: Holder): Promise<void> {
  const text = await readIfPresent(path);
  if (text !== null && parseHolder(text)?.token === mine.token) await rm(path, { force: true });
}

async function readIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return null;
    throw error;
  }
}

function parseHolder(text: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    // Not a lock of ours, such as one cut short by a full disk: nobody can hold by it.
    return null;
  }
}

function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
