import { expect, test } from "vitest";
import { expressionFailure } from "./expression-failure.ts";

test("a failed expression says which it was, why, and what to do", () => {
  const answer = { ok: false, code: "expression-failed", message: "no such function" } as const;
  expect(expressionFailure(answer, "Case 'big': ")).toEqual({
    kind: "failed",
    isRetryable: true,
    failure: {
      code: "expression-failed",
      message: "Case 'big': no such function",
      remedy: "Compare the expression, under Settings, with what arrived, under Input.",
    },
  });
});
