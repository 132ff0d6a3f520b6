import { type APIRequestContext, type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import type { ProductServer } from "./product-server.ts";

/** Somebody at a browser of their own, signed in. */
export interface Person {
  readonly email: string;
  readonly page: Page;
  readonly context: BrowserContext;
  /** The address by which they reach the server. */
  readonly url: string;
  readonly api: Api;
}

/** The REST API as this person, by their session cookie. Paths are below `/api/v1`. */
export interface Api {
  get<T = unknown>(path: string): Promise<T>;
  post<T = unknown>(path: string, body?: unknown): Promise<T>;
  delete(path: string): Promise<void>;
  status(path: string): Promise<number>;
}

export interface SignInOptions {
  /** Reach the server by the line that can be cut. */
  byLine?: boolean;
  context?: Parameters<Browser["newContext"]>[0];
}

/** Signs somebody in by the sign-in page, in a browser context of their own. */
export async function signIn(
  browser: Browser,
  server: ProductServer,
  email: string,
  options: SignInOptions = {},
): Promise<Person> {
  const url = options.byLine ? server.lineUrl : server.url;
  const context = await browser.newContext({ baseURL: url, ...options.context });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(server.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  return { email, page, context, url, api: apiOf(context.request, url) };
}

function apiOf(request: APIRequestContext, url: string): Api {
  const address = (path: string) => `${url}/api/v1${path}`;
  // The server takes changes by cookie from its own origin only; a browser says so by itself.
  const headers = { origin: url };
  return {
    async get<T>(path: string): Promise<T> {
      return read<T>(await request.get(address(path)), path);
    },
    async post<T>(path: string, body?: unknown): Promise<T> {
      return read<T>(await request.post(address(path), { headers, data: body ?? {} }), path);
    },
    async delete(path: string): Promise<void> {
      const answer = await request.delete(address(path), { headers });
      if (!answer.ok()) throw new Error(`DELETE ${path}: ${answer.status()} ${await answer.text()}`);
    },
    async status(path: string): Promise<number> {
      return (await request.get(address(path))).status();
    },
  };
}

/** The body of an answer, typed by the caller, who knows what the endpoint promises. */
async function read<T>(answer: Awaited<ReturnType<APIRequestContext["get"]>>, path: string): Promise<T> {
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
}
