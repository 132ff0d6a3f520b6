import { expect, it } from "vitest";
import { compareContract, toContractLock } from "./contract-lock.ts";
import type { JsonSchema } from "./json-schema.ts";
import { type PublishedEvent, publishedEvents } from "./json-schema-events.ts";

const object = (properties: JsonSchema, required: string[] = Object.keys(properties)): JsonSchema => ({
  type: "object",
  properties,
  required,
});
const event = (version: number, schema: JsonSchema): PublishedEvent => ({
  type: "run.started",
  version,
  input: schema,
  output: schema,
});
const published = event(1, object({ by: { type: "string" } }));
const lock = toContractLock([published]);

it("finds nothing where nothing changed", () => {
  expect(compareContract(lock, [published])).toEqual({ breaking: [], unpublished: [] });
  const events = publishedEvents();
  expect(compareContract(toContractLock(events), events)).toEqual({ breaking: [], unpublished: [] });
});

it("names the event that was removed or renamed", () => {
  const { breaking, unpublished } = compareContract(lock, [{ ...published, type: "run.paused" }]);
  expect(breaking).toEqual(["run.started: the event is gone; a new name is a new event, the old one must stay"]);
  expect(unpublished).toEqual(["run.paused: the event is new"]);
});

it("names the event and the field that was narrowed, once", () => {
  const { breaking } = compareContract(lock, [event(1, object({ by: { type: "number" } }))]);
  expect(breaking).toEqual(["run.started: by no longer takes string", "run.started: by may now be number"]);
});

it("takes the same change with a new version, and a version back not at all", () => {
  const raised = compareContract(lock, [event(2, object({}))]);
  expect(raised).toEqual({ breaking: [], unpublished: ["run.started: version 2 is new"] });
  expect(compareContract(lock, [event(0, object({}))]).breaking).toEqual([
    "run.started: the version went back from 1 to 0",
  ]);
});

it("asks to publish what only adds", () => {
  const more = object({ by: { type: "string" }, note: { type: "string" } }, ["by"]);
  expect(compareContract(lock, [event(1, more)])).toEqual({
    breaking: [],
    unpublished: ["run.started: the payload was extended"],
  });
});
