import { expect, test } from "vitest";
import type { InputField } from "./kinds/manual-trigger.ts";
import { checkRunInput } from "./run-input.ts";

const fields: InputField[] = [
  { name: "ticket", type: "text", required: true, label: "Ticket" },
  { name: "tone", type: "choice", required: false, options: ["kind", "short"], default: "kind" },
  { name: "count", type: "number", required: false },
];

test("defaults stand where nothing was entered, and further properties are kept", () => {
  expect(checkRunInput(fields, { ticket: "Hi", extra: 1 })).toEqual({
    ok: true,
    value: { ticket: "Hi", extra: 1, tone: "kind" },
  });
});

test("S13: what does not fit names the field", () => {
  expect(checkRunInput(fields, {})).toMatchObject({ code: "invalid-input", field: "input.ticket" });
  expect(checkRunInput(fields, { ticket: "Hi", tone: "loud" })).toMatchObject({ field: "input.tone" });
  expect(checkRunInput(fields, { ticket: "Hi", count: "3" })).toMatchObject({ field: "input.count" });
  expect(checkRunInput(fields, [1])).toMatchObject({ field: "input" });
});

test("without fields any input will do", () => {
  expect(checkRunInput([], [1])).toEqual({ ok: true, value: [1] });
});
