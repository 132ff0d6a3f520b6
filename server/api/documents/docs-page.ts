import { Hono } from "hono";
import { html, raw } from "hono/html";
import { type ProblemCode, problemCodes } from "#lib/contract/problem";
import { problemTitle } from "../answer/problem-response.ts";
import type { Route } from "../route.ts";
import { buildAsyncApi } from "./asyncapi.ts";
import { docsStyle } from "./docs-style.ts";
import { eventSections } from "./event-sections.ts";
import { buildOpenApi } from "./openapi.ts";
import { operationSections } from "./operation-sections.ts";
import { prose } from "./prose.ts";

/**
 * The API's page for people, made on the server from the same documents that machines get: it needs no script, so it
 * works under the strict policy, offline, and with the browser's own search. Made once, when first asked for.
 */
export function createDocsPage({ routes, publicUrl }: { routes: readonly Route[]; publicUrl: string }): Hono {
  let page: string | null = null;
  const app = new Hono();
  app.get("/", async (c) => {
    page ??= String(await renderPage(routes, publicUrl));
    return c.html(page, 200, { "Cache-Control": "no-cache" });
  });
  return app;
}

function renderPage(routes: readonly Route[], publicUrl: string) {
  const openApi = buildOpenApi(routes, { publicUrl });
  const asyncApi = buildAsyncApi({ publicUrl });
  const streams = Object.keys(asyncApi.channels);
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Signalbox API</title>
    <style>${raw(docsStyle)}</style>
  </head>
  <body>
    <nav aria-label="Contents">
      <a class="home" href="/">Signalbox</a>
      <h2>REST</h2>
      <ul>${openApi.tags.map(({ name }) => html`<li><a href="#tag-${name}">${name}</a></li>`)}</ul>
      <h2>Events</h2>
      <ul>${streams.map((name) => html`<li><a href="#channel-${name}">${name}</a></li>`)}</ul>
      <h2>Errors</h2>
      <ul><li><a href="#problems">Problem codes</a></li></ul>
    </nav>
    <main>
      <header>
        <h1>Signalbox API</h1>
        <p>${prose(openApi.info.description)}</p>
        <p>
          For machines: <a href="/api/v1/openapi.json">OpenAPI 3.1</a> and
          <a href="/api/v1/asyncapi.json">AsyncAPI 3</a>.
        </p>
        ${firstCalls(publicUrl)}
      </header>
      ${operationSections(openApi)}
      ${eventSections(asyncApi)}
      ${problemSection()}
    </main>
  </body>
</html>`;
}

function firstCalls(publicUrl: string) {
  const key = "-H 'Authorization: Bearer sbx_…'";
  const event = {
    specversion: "1.0",
    id: "1",
    source: "/runs/my-first-run",
    type: "run.queued",
    data: { workflowName: "My first run", graph: { nodes: [{ id: "a", kind: "task", name: "A" }], edges: [] } },
  };
  const type = "-H 'Content-Type: application/cloudevents+json'";
  const send = `curl ${publicUrl}/api/v1/events ${key} \\\n  ${type} -d '${JSON.stringify(event)}'`;
  const accept = "-H 'Accept: text/event-stream'";
  const watch = `curl -N ${publicUrl}/api/v1/streams/run:my-first-run/events ${key} \\\n  ${accept}`;
  return html`<h2>First calls</h2>
    <p>Make a key with <code>npm run signalbox -- key create</code>; it needs the scopes <code>events:write</code>,
      <code>runs:read</code> and <code>streams:read</code> for these two.</p>
    <pre tabindex="0">${send}</pre>
    <pre tabindex="0">${watch}</pre>`;
}

function problemSection() {
  // The record's keys are its codes.
  const codes = Object.entries(problemCodes) as [ProblemCode, number][];
  return html`<section id="problems">
    <h2>Problem codes</h2>
    <p>Every refusal is <code>application/problem+json</code> (RFC 9457) with a stable <code>code</code>, and names the
      <code>field</code> and the <code>limit</code> at fault where there is one.</p>
    <div class="scroll" tabindex="0" role="region" aria-label="Problem codes">
      <table>
        <thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead>
        <tbody>${codes.map(
          ([code, status]) =>
            html`<tr id="problem-${code}"><td><code>${code}</code></td><td>${status}</td><td>${problemTitle(code)}</td></tr>`,
        )}</tbody>
      </table>
    </div>
  </section>`;
}
