/**
 * Where to go after the sign-in: a path of this site with its query and fragment, or `/`.
 * Anything that a browser would take for another site (`//host`, `/\host`, a scheme) is not one.
 */
export function safeNextPath(value: string | null | undefined): string {
  if (value === null || value === undefined || !value.startsWith("/")) return "/";
  let url: URL;
  try {
    url = new URL(value, "http://same.invalid");
  } catch {
    return "/";
  }
  if (url.origin !== "http://same.invalid") return "/";
  if (/^\/(sign-in|api)(\/|$)/.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}
