import type { IncomingHttpHeaders } from "node:http";

/**
 * May a page of this origin open a socket? Browsers always send `Origin` with an upgrade and CORS does not guard
 * WebSockets, so this is what keeps other sites from using a visitor's cookie. Programs send none and may; on
 * loopback the page's own address may, whatever the public address is.
 */
export function isOriginAllowed(headers: IncomingHttpHeaders, allowedOrigins: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (allowedOrigins.includes(origin)) return true;
  return host !== undefined && isLoopbackPage(origin, host);
}

/** The host must be a loopback name as well: a name of an attacker's that resolves to 127.0.0.1 is not one. */
function isLoopbackPage(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  return page.host === host && isLoopback(page.hostname);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
