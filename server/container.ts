import type { Logger } from "pino";
import type { Authenticator } from "#server/auth/authenticator";
import type { Config } from "#server/config";
import type { DemoAccount } from "#server/demo/demo-account";
import type { RunService } from "#server/runs/run-service";
import type { StreamLog } from "#server/streams/stream-log";
import type { WorkflowService } from "#server/workflows/workflow-service";

/** What pages and route handlers may use. Built once by `server/main.ts`. */
export interface Container {
  config: Config;
  logger: Logger;
  authenticator: Authenticator;
  workflows: WorkflowService;
  runs: RunService;
  log: StreamLog;
  /** Accounts that the sign-in page offers to fill in; absent where the demo is off. */
  demoAccounts?: readonly DemoAccount[] | undefined;
}

const key = Symbol.for("signalbox.container");
type Global = typeof globalThis & { [key]?: Container };

/**
 * Next's bundles and the custom server do not share modules: a module-level instance would exist twice, with two
 * databases behind it. The one registry that both see is `globalThis`.
 */
export function registerContainer(container: Container): void {
  (globalThis as Global)[key] = container;
}

/** The running server's container. Throws where no server was started, such as in a build. */
export function getContainer(): Container {
  const container = (globalThis as Global)[key];
  if (container === undefined) throw new Error("the container is not registered: start the server with server/main.ts");
  return container;
}
