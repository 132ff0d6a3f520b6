import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Logger } from "pino";
import type { Config } from "#server/config";
import { newId } from "#server/ids";
import { setSecurityHeaders } from "./security-headers.ts";
import { hearUpgradeErrors, isOwnUpgrade } from "./upgrades.ts";

/** A Hono app's `fetch`. */
type Fetch = Parameters<typeof getRequestListener>[0];
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Paths that the REST API answers; everything else is a page. */
const apiPath = /^\/(api\/v1|api\/docs|schemas|healthz|readyz|metrics)(\/|\?|$)/;

/**
 * The one HTTP server: writes what the server itself knows of a request (its id, where it comes from) over whatever
 * the client claimed, then hands it to the API or to the pages. Socket.IO attaches to it afterwards.
 */
export function createHttpServer(options: { api: Fetch; config: Config; logger: Logger; isDevelopment: boolean }): {
  server: Server;
  /** Pages are ready only after the server exists, since the development server takes part in its upgrades. */
  setPages(pages: PageHandler): void;
} {
  const { config, logger, isDevelopment } = options;
  const isHttps = config.publicUrl.startsWith("https:");
  const answerApi = getRequestListener(options.api);
  let answerPage: PageHandler | null = null;

  const shouldUpgradeCallback = (request: IncomingMessage) => isOwnUpgrade(request, { isDevelopment });
  const server = createServer({ shouldUpgradeCallback }, (request, response) => {
    stamp(request, response);
    setSecurityHeaders(request, response, { isDevelopment, isHttps });
    if (apiPath.test(request.url ?? "/")) {
      void answerApi(request, response);
      return;
    }
    if (answerPage === null) {
      response.writeHead(503, { "Content-Type": "text/plain", "Retry-After": "1" }).end("Starting.\n");
      return;
    }
    answerPage(request, response).catch((error: unknown) => {
      logger.error({ err: error, requestId: request.headers["x-request-id"] }, "a page could not be rendered");
      if (!response.headersSent) response.writeHead(500, { "Content-Type": "text/plain" });
      response.end("Something went wrong on the server.\n");
    });
  });

  hearUpgradeErrors(server);

  return {
    server,
    setPages(pages) {
      answerPage = pages;
    },
  };
}

const requestIdPattern = /^[A-Za-z0-9_.-]{8,100}$/;

function stamp(request: IncomingMessage, response: ServerResponse): void {
  const given = request.headers["x-request-id"];
  const requestId = typeof given === "string" && requestIdPattern.test(given) ? given : newId("req");
  request.headers["x-request-id"] = requestId;
  request.headers["x-signalbox-address"] = request.socket.remoteAddress ?? "unknown";
  // Layouts do not know their address; a page that asks for a sign-in must lead back to it.
  request.headers["x-signalbox-path"] = request.url ?? "/";
  response.setHeader("X-Request-Id", requestId);
}

/** Starts to listen; rejects where the port is taken. */
export function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Takes no more connections, lets those that are idle go, and cuts off what is left after a moment. */
export function closeServer(server: Server, graceMs = 2_000): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
