import { z } from "zod";

/** Every code that a refusal may carry, with the HTTP status that goes with it. */
export const problemCodes = {
  "invalid-input": 422,
  "malformed-json": 400,
  "unsupported-media-type": 415,
  "too-large": 413,
  "too-many": 413,
  "unknown-event": 422,
  "version-unsupported": 422,
  "unknown-stream": 422,
  "cursor-in-future": 422,
  "cursor-expired": 410,
  unauthenticated: 401,
  "session-revoked": 401,
  "session-expired": 401,
  "wrong-credentials": 401,
  forbidden: 403,
  "origin-refused": 403,
  "scope-missing": 403,
  "not-found": 404,
  "method-not-allowed": 405,
  conflict: 409,
  "already-finished": 409,
  "not-waiting": 409,
  "idempotency-mismatch": 409,
  "graph-invalid": 422,
  "protocol-unsupported": 400,
  "rate-limited": 429,
  "not-watched": 409,
  unavailable: 503,
  internal: 500,
} as const;

export type ProblemCode = keyof typeof problemCodes;

/** RFC 9457 problem details with our stable `code`, and the field and limit at fault where there is one. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  field: z.string().optional(),
  limit: z.number().optional(),
  requestId: z.string().optional(),
  issues: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type ProblemDetails = z.infer<typeof problemSchema>;

/** An expected refusal, as a value. */
export interface Refusal {
  ok: false;
  code: ProblemCode;
  message: string;
  field?: string;
  limit?: number;
  issues?: { field: string; message: string }[];
}
export type Result<T> = { ok: true; value: T } | Refusal;

/** What went well, as a result. */
export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** A refusal. The message says what was met and what is allowed; `field` and `limit` say it to programs. */
export function refuse(
  code: ProblemCode,
  message: string,
  more: { field?: string; limit?: number; issues?: { field: string; message: string }[] } = {},
): Refusal {
  return { ok: false, code, message, ...more };
}

/** Turns a failed parse into a refusal that names the first field at fault, and all of them in `issues`. */
export function refuseInvalid(error: z.ZodError, code: ProblemCode = "invalid-input"): Refusal {
  const issues = error.issues.map((issue) => ({ field: issue.path.join(".") || "(root)", message: issue.message }));
  const first = issues[0] ?? { field: "(root)", message: "is not valid" };
  return refuse(code, `${first.field}: ${first.message}`, { field: first.field, issues: issues.slice(0, 20) });
}
