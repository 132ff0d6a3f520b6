import { Parser } from "@asyncapi/parser";
import { validate } from "@scalar/openapi-parser";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventTypes } from "#lib/contract/catalogue";
import { startTestApi, type TestApi } from "#server/api/testing/start-test-api";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";

let database: OpenTestDatabase;
let api: TestApi;

beforeAll(async () => {
  const [first] = testDatabases;
  if (first === undefined) throw new Error("there is no test database");
  database = await first.open();
  api = await startTestApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

const read = async (name: string) => (await fetch(`${api.url}/api/v1/${name}`)).json();

it("serves an OpenAPI 3.1 document that the format's parser takes", async () => {
  const document = await read("openapi.json");
  const { valid, errors, version } = await validate(document);
  expect(errors ?? []).toEqual([]);
  expect([valid, version]).toEqual([true, "3.1"]);
  expect(Object.keys(document.paths)).toContain("/runs/{id}/nodes/{nodeId}/approve");
  // The interface's methods are an object of operations each.
  const paths = Object.values(document.paths) as Record<string, { operationId: string }>[];
  const ids = paths.flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
  expect(new Set(ids).size).toBe(ids.length);
  const { requestBody } = document.paths["/workflows"].post;
  expect(requestBody.content["application/json"].schema.properties.name).toMatchObject({
    type: "string",
    maxLength: 200,
  });
});

it("serves an AsyncAPI 3 document that the format's parser takes, with every event", async () => {
  const text = JSON.stringify(await read("asyncapi.json"));
  const { document, diagnostics } = await new Parser().parse(text);
  // 0 is an error; warnings are about what a document may leave out.
  expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
  const names = document?.allMessages().map((message) => message.id()) ?? [];
  expect(names).toEqual(expect.arrayContaining([...eventTypes, "signal.presence", "client.watch"]));
});
