import { type ProblemCode, type ProblemDetails, problemCodes, type Refusal } from "#lib/contract/problem";

/**
 * A refusal as RFC 9457 problem details. `type` is the code's place in the API's documents, `title` says the code
 * in words, `detail` says what happened this time. `members` are further members, such as a stream's head.
 */
export function problemResponse(
  refusal: Omit<Refusal, "ok">,
  requestId: string,
  more: { headers?: Record<string, string>; members?: Record<string, unknown> } = {},
): Response {
  const { code, message, field, limit, issues } = refusal;
  const problem: ProblemDetails & Record<string, unknown> = {
    type: `/api/docs#problem-${code}`,
    title: problemTitle(code),
    status: problemCodes[code],
    code,
    detail: message,
    ...(field !== undefined && { field }),
    ...(limit !== undefined && { limit }),
    ...(issues !== undefined && { issues }),
    requestId,
    ...more.members,
  };
  return new Response(JSON.stringify(problem), {
    status: problemCodes[code],
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...more.headers },
  });
}

/** `cursor-in-future` → `Cursor in future`. */
export function problemTitle(code: ProblemCode): string {
  const words = code.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
