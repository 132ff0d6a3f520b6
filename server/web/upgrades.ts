import type { IncomingMessage, Server } from "node:http";

/** Addresses whose upgrades somebody on this server answers. */
const ownedPaths = ["/socket.io/"];
/** Where the pages' development server reloads them. */
const developmentPaths = ["/_next/"];

/**
 * Is this an upgrade that somebody here answers? Any other is an ordinary request, as HTTP has it (RFC 9110, 7.8):
 * Node would hand its connection to the listeners all the same, of whom none would answer or ever close it.
 */
export function isOwnUpgrade(request: IncomingMessage, { isDevelopment }: { isDevelopment: boolean }): boolean {
  if (request.headers.upgrade?.toLowerCase() !== "websocket") return false;
  const paths = isDevelopment ? [...ownedPaths, ...developmentPaths] : ownedPaths;
  return paths.some((path) => request.url?.startsWith(path));
}

/**
 * Hears the errors of upgraded connections until their owner does: with the upgrade Node takes its own listener away,
 * and an error that nobody hears, such as a reset connection, ends the process.
 */
export function hearUpgradeErrors(server: Server): void {
  server.on("upgrade", (_request, socket) => {
    socket.on("error", () => socket.destroy());
  });
}
