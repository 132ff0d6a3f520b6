import { ok, type Result, refuse } from "#lib/contract/problem";

/**
 * May a request that a browser's cookie speaks for change something? Only from our own pages, or from an origin that
 * the settings allow: a browser sends the cookie along whichever page asks. It says where the request comes from in
 * headers that no page can write. https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function checkSameOrigin(
  headers: { origin: string | undefined; fetchSite: string | undefined },
  allowedOrigins: readonly string[],
): Result<null> {
  const { origin, fetchSite } = headers;
  if (origin !== undefined && allowedOrigins.includes(origin)) return ok(null);
  if (fetchSite === "same-origin") return ok(null);
  const got = origin ?? (fetchSite === undefined ? "no Origin header" : `Sec-Fetch-Site '${fetchSite}'`);
  return refuse(
    "origin-refused",
    `A change by session cookie must come from this site's own pages; this one came with ${got}. Scripts use an API key.`,
    { field: "Origin" },
  );
}
