import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createOpenAiModel } from "#server/runs/models/openai-model";
import { graphOf, manual, node, transform } from "#server/runs/testing/graphs";
import { openRunner, type RunnerFixture } from "#server/runs/testing/runner-fixture";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";

interface Call {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

const calls: Call[] = [];
/** Answers by path: `/flaky` fails twice, `/v1/chat/completions` streams as a model does. */
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += String(chunk);
  });
  request.on("end", () => {
    const path = request.url ?? "";
    calls.push({ path, headers: request.headers, body });
    if (path === "/flaky" && calls.filter((call) => call.path === "/flaky").length < 3) {
      return response.writeHead(503).end("not yet");
    }
    if (path === "/missing") return response.writeHead(404).end("no such page");
    if (path === "/v1/chat/completions") return streamAnswer(response);
    if (path === "/slow") return;
    if (path === "/deep") {
      return response
        .writeHead(200, { "content-type": "application/json" })
        .end(`${"[".repeat(9_000)}${"]".repeat(9_000)}`);
    }
    response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}');
  });
});

function streamAnswer(response: ServerResponse) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const chunk = (extra: object) =>
    `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 1, model: "gpt-4o-mini", ...extra })}\n\n`;
  for (const word of ["Hello ", "from ", "afar"]) {
    response.write(chunk({ choices: [{ index: 0, delta: { role: "assistant", content: word } }] }));
  }
  response.write(chunk({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }));
  response.write(chunk({ choices: [], usage: { prompt_tokens: 1_000, completion_tokens: 500, total_tokens: 1_500 } }));
  response.end("data: [DONE]\n\n");
}

let base = "";
let database: OpenTestDatabase;
let fixture: RunnerFixture;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [embedded] = testDatabases;
  if (embedded === undefined) throw new Error("there is no database to test with");
  database = await embedded.open();
  fixture = await openRunner(database, { allowedAddresses: ["127.0.0.1"] });
});
afterAll(async () => {
  await fixture?.close();
  await database?.close();
  server.closeAllConnections();
  server.close();
});

test("an answer that is nested without end fails its node, and the run ends", async () => {
  const call = node("call", "http-request", { url: `${base}/deep`, retries: 0 });
  const { run } = await fixture.play(graphOf([manual, call], [["go", "call"]]));
  expect(run).toMatchObject({ status: "failed", error: { code: "output-too-deep" } });
});

test("an HTTP node sends what its templates say and goes on with the parsed answer", async () => {
  const call = node("call", "http-request", {
    method: "POST",
    url: `${base}/things/{{ $input.id }}`,
    headers: [{ name: "Authorization", value: "Bearer {{ $input.token }}" }],
    body: '{ "name": "{{ $input.name }}", "all": {{ $input }} }',
  });
  const { run, state, entries } = await fixture.play(
    graphOf(
      [manual, call, transform("after", "$input.body.ok")],
      [
        ["go", "call"],
        ["call", "after"],
      ],
    ),
    {
      id: 7,
      name: "Olga",
      token: "t0p-secret",
    },
  );
  expect(run.status).toBe("succeeded");
  expect(state.output?.text).toBe("true");
  const sent = calls.find(({ path }) => path === "/things/7");
  expect(sent?.headers).toMatchObject({
    authorization: "Bearer t0p-secret",
    "content-type": "application/json",
    "idempotency-key": `${run.id}/call/-`,
  });
  expect(JSON.parse(sent?.body ?? "")).toMatchObject({ name: "Olga", all: { id: 7 } });
  const logs = entries.filter(({ type }) => type === "run.node.log");
  expect(JSON.stringify(logs)).toContain("answered 200");
  expect(JSON.stringify(logs)).not.toContain("t0p-secret");
});

test("every attempt carries the same idempotency key, so that a receiver can tell", async () => {
  const flaky = node("flaky", "http-request", {
    url: `${base}/flaky`,
    retries: 3,
    retryDelaySeconds: 0.1,
    backoff: "fixed",
  });
  const { run } = await fixture.play(graphOf([manual, flaky], [["go", "flaky"]]));
  expect(run.status).toBe("succeeded");
  const keys = calls.filter(({ path }) => path === "/flaky").map(({ headers }) => headers["idempotency-key"]);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
});

test("a refused request is not tried again, a private address neither", async () => {
  const missing = node("missing", "http-request", { url: `${base}/missing`, retries: 3 });
  expect((await fixture.play(graphOf([manual, missing], [["go", "missing"]]))).run.error).toMatchObject({
    code: "http-status",
    message: "missing: The server answered 404: no such page",
  });
  const hidden = node("hidden", "http-request", { url: "http://169.254.169.254/", retries: 3 });
  expect((await fixture.play(graphOf([manual, hidden], [["go", "hidden"]]))).run.error).toMatchObject({
    code: "address-refused",
    remedy: expect.stringContaining("SIGNALBOX_ALLOW_PRIVATE_ADDRESSES"),
  });
});

test("an attempt that takes longer than its limit is stopped", async () => {
  const slow = node("slow", "http-request", { url: `${base}/slow`, timeoutSeconds: 1 });
  const { run } = await fixture.play(graphOf([manual, slow], [["go", "slow"]]));
  expect(run.error).toMatchObject({ code: "timeout", message: "slow: No result within 1 s." });
});

test("a configured model streams its words and says what they cost", async () => {
  const model = createOpenAiModel({ baseUrl: `${base}/v1`, apiKey: "key", model: "gpt-4o-mini" });
  const words: string[] = [];
  const answer = await model.answer(
    {
      model: undefined,
      system: "Be brief.",
      prompt: "Hello?",
      temperature: 0,
      maxOutputTokens: 50,
      options: [],
      wantsJson: false,
      signal: AbortSignal.timeout(5_000),
    },
    (text) => words.push(text),
  );
  expect(words.join("")).toBe("Hello from afar");
  expect(answer).toMatchObject({ text: "Hello from afar", inputTokens: 1_000, outputTokens: 500 });
  expect(answer.cost).toEqual({ micros: 450, currency: "USD" });
  const sent = JSON.parse(calls.findLast(({ path }) => path.endsWith("completions"))?.body ?? "{}");
  expect(sent).toMatchObject({ model: "gpt-4o-mini", stream: true });
  expect(JSON.stringify(sent)).toContain("Be brief.");
});

test("a model's endpoint that fails gives its message", async () => {
  const model = createOpenAiModel({ baseUrl: `${base}/missing-model`, apiKey: undefined, model: "m" });
  const request = {
    model: undefined,
    system: undefined,
    prompt: "?",
    temperature: undefined,
    maxOutputTokens: 5,
    options: [],
    wantsJson: false,
    signal: AbortSignal.timeout(5_000),
  };
  await expect(model.answer(request, () => {})).rejects.toThrow();
});
