import { maxWaitSeconds, waitSettings } from "#lib/domain/kinds/wait";
import { failed, type NodeExecutor } from "./node-executor.ts";

export const waitExecutor: NodeExecutor = {
  execute: async ({ settings, input, ports }) => {
    const { seconds, until } = waitSettings.parse(settings);
    const now = ports.now();
    if (until === undefined || until === "") {
      if (seconds === 0) return { kind: "succeeded", output: input };
      return { kind: "waiting", reason: "time", until: new Date(now.getTime() + seconds * 1_000) };
    }
    const time = Date.parse(until);
    if (Number.isNaN(time))
      return failed("time-invalid", `'${until}' is not an ISO 8601 time.`, { isRetryable: false });
    if (time > now.getTime() + maxWaitSeconds * 1_000) {
      return failed("wait-too-long", `${until} is more than ${maxWaitSeconds} seconds away.`, { isRetryable: false });
    }
    if (time <= now.getTime()) return { kind: "succeeded", output: input };
    return { kind: "waiting", reason: "time", until: new Date(time) };
  },
};
