import type { Server } from "node:http";
import next from "next";
import type { PageHandler } from "./http-server.ts";

/** Next's pages on our HTTP server. */
export async function createPages(options: {
  server: Server;
  directory: string;
  isDevelopment: boolean;
  host: string;
  port: number;
}): Promise<{ handler: PageHandler; close(): Promise<void> }> {
  // Next is CommonJS: its typed default export is the factory itself.
  const app = next({
    dev: options.isDevelopment,
    dir: options.directory,
    httpServer: options.server,
    hostname: options.host,
    port: options.port,
    turbopack: true,
  });
  await app.prepare();
  return { handler: app.getRequestHandler(), close: () => app.close() };
}
