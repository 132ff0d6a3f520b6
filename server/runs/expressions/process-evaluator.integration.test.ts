import { afterAll, expect, test } from "vitest";
import type { Scope } from "./evaluator.ts";
import { createProcessEvaluator } from "./process-evaluator.ts";

const shared = createProcessEvaluator({ timeoutMs: 700, memoryMb: 64 });
const evaluator = shared.of("org_acme");
afterAll(() => shared.close());

const scope: Scope = {
  input: { n: 2, list: [1, 2, 3] },
  trigger: { who: "Olga" },
  nodes: { a: 5 },
  item: "x",
  index: 1,
};

test("expressions read their scope and answer in order", async () => {
  const answers = await evaluator.evaluate(
    ["$input.n + $nodes.a", "$trigger.who", "$item & $index", "list[0]", "$gone"],
    scope,
  );
  expect(answers.map((each) => (each.ok ? each.value : each.message))).toEqual([7, "Olga", "x1", 1, null]);
});

test("one expression that fails does not stop the others", async () => {
  const [bad, good] = await evaluator.evaluate(["$error('no')", "1"], scope);
  expect(bad).toEqual({ ok: false, code: "expression-failed", message: "no" });
  expect(good).toEqual({ ok: true, value: 1 });
});

test.each([
  ["recursion without end", "($f := function($x) { $f($x + 1) + 1 }; $f(1))"],
  ["tail recursion without end", "($f := function($x) { $f($x + 1) }; $f(1))"],
  ["a regular expression that backtracks without end", `$match("${"a".repeat(40)}!", /(a+)+$/)`],
  ["a list without measure", "[1..9999999].[1..9999999]"],
])("%s is ended, and the next expression is answered", async (_name, source) => {
  const [answer] = await evaluator.evaluate([source], scope);
  expect(answer?.ok).toBe(false);
  expect(await evaluator.evaluate(["1 + 1"], scope)).toEqual([{ ok: true, value: 2 }]);
});

test("questions asked at once are all answered", async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => evaluator.evaluate([`${n} * 2`], scope)));
  expect(answers.map(([answer]) => (answer?.ok ? answer.value : null))).toEqual(
    Array.from({ length: 50 }, (_, n) => n * 2),
  );
});

test("an organization that asks for much holds up its own questions, and nobody else's", async () => {
  const endless = "($f := function($x) { $f($x + 1) }; $f(1))";
  const answered: string[] = [];
  // The first is at work already when the others come, so one of its owner's has a turn before the other's.
  const slow = Array.from({ length: 3 }, () => evaluator.evaluate([endless], scope).then(() => answered.push("acme")));
  const other = shared.of("org_globex").evaluate(["1"], scope);
  expect(await other.finally(() => answered.push("globex"))).toEqual([{ ok: true, value: 1 }]);
  await Promise.all(slow);
  expect(answered).toEqual(["acme", "acme", "globex", "acme"]);
});

test("a question that is no longer wanted takes no turn", async () => {
  const unwanted = new AbortController();
  const first = evaluator.evaluate([`$match("${"a".repeat(40)}!", /(a+)+$/)`], scope);
  const second = evaluator.evaluate(["1"], scope, unwanted.signal);
  unwanted.abort();
  expect((await first)[0]?.ok).toBe(false);
  expect(await second).toMatchObject([{ ok: false, code: "expression-failed" }]);
});
