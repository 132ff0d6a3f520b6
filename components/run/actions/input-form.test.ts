import { describe, expect, it } from "vitest";
import type { InputField } from "#lib/domain/kinds/manual-trigger";
import { firstValues, inputFieldsOf, inputSchemaOf } from "./input-form.ts";

const fields: InputField[] = [
  { name: "subject", type: "text", required: true },
  { name: "amount", type: "number", required: false },
  { name: "urgent", type: "boolean", required: false, default: true },
  { name: "extra", type: "json", required: false, default: { a: 1 } },
  { name: "queue", type: "choice", required: false, options: ["sales", "support"] },
];

describe("the form that starts a run", () => {
  it("is made of the manual trigger's fields, and empty without one", () => {
    const trigger = { id: "t", kind: "manual-trigger", name: "Start", position: { x: 0, y: 0 }, settings: { fields } };
    const graph = { nodes: [trigger], edges: [], notes: [], groups: [] };
    expect(inputFieldsOf(graph).map(({ name }) => name)).toEqual(["subject", "amount", "urgent", "extra", "queue"]);
    expect(inputFieldsOf({ ...graph, nodes: [] })).toEqual([]);
  });

  it("starts with the defaults", () => {
    expect(firstValues(fields)).toEqual({ subject: "", amount: "", urgent: true, extra: '{"a":1}', queue: "" });
  });

  it("turns what was entered into the run's input, and leaves out what was not", () => {
    const entered = { subject: " Late order ", amount: "12.5", urgent: false, extra: "", queue: "sales" };
    expect(inputSchemaOf(fields).parse(entered)).toEqual({
      subject: "Late order",
      amount: 12.5,
      urgent: false,
      extra: undefined,
      queue: "sales",
    });
  });

  it("names each field at fault (S13)", () => {
    const entered = { subject: " ", amount: "twelve", urgent: false, extra: "{", queue: "" };
    const result = inputSchemaOf(fields).safeParse(entered);
    const messages = Object.fromEntries(result.error?.issues.map((each) => [each.path[0], each.message]) ?? []);
    expect(messages).toMatchObject({ subject: "Enter something", amount: "Enter a number" });
    expect(messages.extra).toContain("Not JSON");
  });
});
