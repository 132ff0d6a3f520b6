import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { composeServer, type RunningServer } from "#server/compose";
import { parseConfig } from "#server/config";

export interface TestServer extends RunningServer {
  password: string;
}

/** The whole server without its pages, with the demo's people, on a free loopback port and a folder of its own. */
export async function startTestServer(env: Record<string, string> = {}): Promise<TestServer> {
  const port = await freePort();
  const dataDir = await mkdtemp(join(tmpdir(), "signalbox-test-"));
  const password = "correct-horse-battery";
  const parsed = parseConfig({
    PORT: String(port),
    HOST: "127.0.0.1",
    NEXTAUTH_URL: `http://127.0.0.1:${port}`,
    NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
    SIGNALBOX_DATA_DIR: dataDir,
    SIGNALBOX_DEMO: "1",
    SIGNALBOX_DEMO_PASSWORD: password,
    LOG_LEVEL: "error",
    ...env,
  });
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  const server = await composeServer({
    config: parsed.config,
    logger: pino({ level: parsed.config.logLevel }),
    withPages: false,
  });
  return {
    ...server,
    password,
    close: async () => {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address === null || typeof address === "string" ? reject(new Error()) : resolve(address.port),
      );
    });
  });
}
