import { type Browser, chromium } from "@playwright/test";
import { request } from "undici";
import { browserArgs, browserExecutable } from "../../e2e/support/browser.ts";
import { type Person, signIn } from "../../e2e/support/person.ts";
import { type ProductServer, startProductServer } from "../../e2e/support/product-server.ts";

/** The built product with an editor at a browser. */
export interface ProductPage {
  server: ProductServer;
  browser: Browser;
  editor: Person;
  /** Posts events of runs from elsewhere with the editor's session; rejects unless all were accepted. */
  ingest(events: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

/** `extraArgs` are further switches of the browser's. */
export function launchBrowser(extraArgs: readonly string[] = []): Promise<Browser> {
  const executablePath = browserExecutable();
  const args = [...browserArgs(), ...extraArgs];
  return chromium.launch({ args, ...(executablePath !== null && { executablePath }) });
}

export async function openProduct(extraArgs: readonly string[] = []): Promise<ProductPage> {
  const server = await startProductServer();
  const browser = await launchBrowser(extraArgs);
  const viewport = { width: 1440, height: 900 };
  const editor = await signIn(browser, server, "editor@acme.test", { context: { viewport } });
  const cookies = await editor.context.cookies();
  const headers = {
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    origin: server.url,
    "content-type": "application/cloudevents-batch+json",
  };
  return {
    server,
    browser,
    editor,
    ingest: async (events) => {
      const body = JSON.stringify(events);
      const response = await request(`${server.url}/api/v1/events`, { method: "POST", headers, body });
      const answer = (await response.body.json()) as { accepted?: number };
      if (answer.accepted !== events.length) throw new Error(`events were refused: ${JSON.stringify(answer)}`);
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

let sequence = 0;

/** A CloudEvent of a run from elsewhere. */
export function runEvent(runId: string, type: string, data: object): object {
  sequence += 1;
  return {
    specversion: "1.0",
    id: `${runId}-${sequence}`,
    source: `/runs/${runId}`,
    type,
    time: new Date().toISOString(),
    data,
  };
}
