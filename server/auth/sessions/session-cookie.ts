import { parseCookie } from "cookie";
import { decode } from "next-auth/jwt";

/** What a request's cookies say about a session. Only the session's row can say whether it still lives. */
export type CookieReading =
  | { kind: "absent" }
  | { kind: "invalid" }
  | { kind: "expired" }
  | { kind: "session"; sessionId: string };

const plainName = "next-auth.session-token";
const secureName = `__Secure-${plainName}`;

/**
 * Reads the session's id from a `Cookie` header, whole or in NextAuth's numbered chunks (`.0`, `.1`, …).
 * Where people reach us by HTTPS only the `__Secure-` name counts: a plain cookie could have been planted by whoever
 * speaks for the host without TLS, and would sign the victim in as somebody else.
 */
export async function readSessionCookie(
  header: string | undefined,
  { secret, secureOnly }: { secret: string; secureOnly: boolean },
): Promise<CookieReading> {
  if (header === undefined || header === "") return { kind: "absent" };
  const cookies = parseCookie(header);
  const names = secureOnly ? [secureName] : [secureName, plainName];
  const candidates = names.flatMap((name) => [cookies[name], joinChunks(cookies, name)]).filter(isPresent);
  let reading: CookieReading = { kind: "absent" };
  for (const candidate of candidates) {
    reading = await readSessionToken(candidate, secret);
    if (reading.kind === "session") return reading;
  }
  return reading;
}

async function readSessionToken(token: string, secret: string): Promise<CookieReading> {
  try {
    const payload = await decode({ token, secret });
    const sessionId = payload?.sid;
    return typeof sessionId === "string" ? { kind: "session", sessionId } : { kind: "invalid" };
  } catch (error) {
    // jose's code for a token that is ours but past its time; every other failure means that it was not ours.
    return { kind: hasCode(error, "ERR_JWT_EXPIRED") ? "expired" : "invalid" };
  }
}

function joinChunks(cookies: Record<string, string | undefined>, name: string): string | undefined {
  const chunks: string[] = [];
  for (let index = 0; ; index += 1) {
    const chunk = cookies[`${name}.${index}`];
    if (chunk === undefined) break;
    chunks.push(chunk);
  }
  return chunks.length === 0 ? undefined : chunks.join("");
}

function isPresent(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
