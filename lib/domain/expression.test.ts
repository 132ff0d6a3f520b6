import { expect, test } from "vitest";
import { nodesRead, parseTemplate } from "./expression.ts";

test("a template is text and expressions in order", () => {
  expect(parseTemplate("Dear {{ $input.name }}, hello")).toEqual([
    { kind: "text", text: "Dear " },
    { kind: "expression", source: "$input.name" },
    { kind: "text", text: ", hello" },
  ]);
});

test("an expression may end in a brace of its own", () => {
  expect(parseTemplate('{{ {"a": 1} }}')).toEqual([{ kind: "expression", source: '{"a": 1}' }]);
  expect(parseTemplate('{{{"a": 1}}}')).toEqual([{ kind: "expression", source: '{"a": 1}' }]);
});

test("a mark that does not close is text", () => {
  expect(parseTemplate("a {{ b")).toEqual([{ kind: "text", text: "a {{ b" }]);
});

test("the nodes that an expression reads are known, unless it reads them all", () => {
  expect(nodesRead("$nodes.fetch.body & $nodes.`my-node`.x")).toEqual(new Set(["fetch", "my-node"]));
  expect(nodesRead("$input")).toEqual(new Set());
  expect(nodesRead("$keys($nodes)")).toBeNull();
});
