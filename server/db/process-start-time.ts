import { readFile } from "node:fs/promises";

/**
 * When a process started, in clock ticks since boot, as field 22 of `/proc/<pid>/stat` (proc(5)), with the boot's id.
 * Two processes with the same id never share it. Null where the process is gone or the system has no `/proc`.
 */
export async function processStartTime(pid: number): Promise<string | null> {
  try {
    const [stat, bootId] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile("/proc/sys/kernel/random/boot_id", "utf8"),
    ]);
    // The second field is the command in brackets and may hold spaces and brackets itself: count from the last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = fields[19];
    return ticks === undefined ? null : `${bootId.trim()}/${ticks}`;
  } catch {
    return null;
  }
}
