import type { IncomingHttpHeaders } from "node:http";
import { ok, type Result, refuse } from "#lib/contract/problem";
import { isOriginAllowed } from "#server/web/origin";

/**
 * May a request that a browser's cookie speaks for change something? Only from our own pages, or from an origin that
 * the settings allow: a browser sends the cookie along whichever page asks. It says where a change comes from in
 * `Origin` or `Sec-Fetch-Site`, which no page can write; a program with somebody's cookie sends neither and may.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function checkSameOrigin(
  headers: Pick<IncomingHttpHeaders, "origin" | "host" | "sec-fetch-site">,
  allowedOrigins: readonly string[],
): Result<null> {
  const { origin, "sec-fetch-site": fetchSite } = headers;
  if (fetchSite === "same-origin") return ok(null);
  if (isOriginAllowed(headers, allowedOrigins) && (origin !== undefined || fetchSite === undefined)) return ok(null);
  const got = origin ?? `Sec-Fetch-Site '${String(fetchSite)}'`;
  return refuse(
    "origin-refused",
    `A change by session cookie must come from this site's own pages; this one came with ${got}. Scripts use an API key.`,
    { field: "Origin" },
  );
}
