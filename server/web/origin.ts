import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";

/**
 * May a page of this origin use a visitor's cookie here? Browsers always send `Origin` with a socket's upgrade and with
 * a change, and CORS does not guard WebSockets, so this is what keeps other sites out. Programs send none and may. The
 * page's own address may, too, whatever the public address is, where it is `localhost` or an IP address, as somebody
 * opens the product from another machine of their network.
 */
export function isOriginAllowed(headers: IncomingHttpHeaders, allowedOrigins: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (allowedOrigins.includes(origin)) return true;
  return host !== undefined && isOwnAddress(origin, host);
}

/** Not any name that leads here: an attacker's may be made to resolve to this server after its page was loaded. */
function isOwnAddress(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  return page.host === host && (page.hostname === "localhost" || isIP(page.hostname.replace(/^\[|\]$/g, "")) !== 0);
}
