import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DataFolderInUse, lockDataFolder, lockFileName } from "./data-folder-lock.ts";
import { processStartTime } from "./process-start-time.ts";

describe("the lock of a data folder", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "signalbox-lock-"));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  function writeLock(holder: Record<string, unknown>): Promise<void> {
    const complete = { processStart: null, host: hostname(), token: "another", ...holder };
    return writeFile(join(folder, lockFileName), JSON.stringify(complete));
  }

  it("is held by one at a time, names the holder's process id to others, and is free after release", async () => {
    const lock = await lockDataFolder(folder);

    const refused = lockDataFolder(folder);
    await expect(refused).rejects.toBeInstanceOf(DataFolderInUse);
    await expect(refused).rejects.toThrow(`is in use by process ${process.pid}`);
    await expect(refused).rejects.toThrow("SIGNALBOX_DATA_DIR");

    await lock.release();
    await (await lockDataFolder(folder)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it("is respected while another process lives, and taken over once it is gone", async () => {
    const holder = spawn("sleep", ["60"]);
    await once(holder, "spawn");
    const pid = holder.pid ?? 0;
    await writeLock({ pid, processStart: await processStartTime(pid) });

    await expect(lockDataFolder(folder)).rejects.toThrow(`is in use by process ${pid}`);
    holder.kill("SIGKILL");
    await once(holder, "exit");

    const lock = await lockDataFolder(folder);
    expect(JSON.parse(await readFile(join(folder, lockFileName), "utf8"))).toMatchObject({ pid: process.pid });
    await lock.release();
  });

  it.runIf(process.platform === "linux")(
    "is taken over where the process id belongs to another process by now",
    async () => {
      await writeLock({ pid: process.ppid, processStart: "an-earlier-boot/12345" });

      await (await lockDataFolder(folder)).release();
    },
  );

  it("is taken over where the file is not a lock, such as one cut short by a full disk", async () => {
    await writeFile(join(folder, lockFileName), '{"pid": 12');

    await (await lockDataFolder(folder)).release();
  });

  it("of another host holds while it is touched, and is taken over when it shows no life", async () => {
    await writeLock({ pid: 1, host: "another-host" });

    await expect(lockDataFolder(folder)).rejects.toThrow("host another-host");
    const longAgo = new Date(Date.now() - 10 * 60 * 1_000);
    await utimes(join(folder, lockFileName), longAgo, longAgo);

    await (await lockDataFolder(folder)).release();
  });

  it("goes to exactly one of many that find the same stale lock", async () => {
    await writeLock({ pid: process.ppid, processStart: "an-earlier-boot/12345" });

    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockDataFolder(folder)));

    const winners = outcomes.filter((outcome) => outcome.status === "fulfilled");
    expect(winners).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(DataFolderInUse);
    }
    await winners[0]?.value.release();
  });

  it("is not given back by one that has lost it", async () => {
    const lost = await lockDataFolder(folder);
    await writeLock({ pid: process.pid });

    await lost.release();

    expect(await readdir(folder)).toEqual([lockFileName]);
  });
});
