import type { TestApi } from "./start-test-api.ts";

export interface Answer {
  status: number;
  headers: Headers;
  /** JSON of the API under test: each assertion says what it expects of it. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers of every route
  body: any;
}

export type Caller = (
  method: string,
  path: string,
  options?: { body?: unknown; headers?: Record<string, string> },
) => Promise<Answer>;

/** Calls the API as somebody: by an `Authorization` value, or by a cookie as this site's own pages would. */
export function callerOf(api: TestApi, who: { authorization: string } | { cookie: string } | null): Caller {
  return async (method, path, { body, headers = {} } = {}) => {
    const response = await fetch(api.url + path, {
      method,
      headers: {
        ...(who ?? {}),
        ...(who !== null && "cookie" in who && { "sec-fetch-site": "same-origin" }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
}
