import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
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
const takeoverStaleMs = 5_000;
const retryMs = 20;
const giveUpMs = 20_000;

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
  // Each turn takes the lock, or refuses, or clears a stale lock away, or waits for another process that does so.
  for (const deadline = Date.now() + giveUpMs; Date.now() < deadline; ) {
    if (await claim(path, mine)) return held(path, mine);
    const text = await readIfPresent(path);
    if (text === null) continue;
    const holder = parseHolder(text);
    if (holder !== null && (await isAlive(holder, path))) throw inUse(dataDir, holder);
    await clearAway(path, text);
    await delay(retryMs);
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
 * Removes a stale lock. One process at a time may: between looking at a lock and removing it, another could have
 * removed it and put its own in its place. Does nothing where another is at it, or the lock is not what it was.
 */
async function clearAway(path: string, staleText: string): Promise<void> {
  const turn = `${path}.takeover`;
  try {
    await writeFile(turn, "", { flag: "wx" });
  } catch (error) {
    if (!isSystemError(error, "EEXIST")) throw error;
    // Removing takes a millisecond: one that is at it for so long was killed in that very moment.
    if (!(await wasTouchedWithin(turn, takeoverStaleMs))) await rm(turn, { force: true });
    return;
  }
  try {
    // As long as the stale lock lies there nobody can put another in its place, and nobody else may remove it.
    if ((await readIfPresent(path)) === staleText) await rm(path, { force: true });
  } finally {
    await rm(turn, { force: true });
  }
}

async function isAlive(holder: Holder, path: string): Promise<boolean> {
  if (holder.host !== hostname()) return wasTouchedWithin(path, foreignStaleMs);
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

async function wasTouchedWithin(path: string, ms: number): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs < ms;
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
