import { expect, test } from "vitest";
import { parseRunFilters, runFiltersQuery, toRunFilter } from "./run-filters.ts";

const parse = (query: string) => {
  const search = new URLSearchParams(query);
  return parseRunFilters((name) => search.get(name) ?? undefined);
};

test("the address and the filters are the same thing, both ways", () => {
  const query = "?status=failed&workflow=wf_1&who=usr_1&when=24h";
  expect(runFiltersQuery(parse(query))).toBe(query);
});

test("without filters the address has no query", () => {
  expect(runFiltersQuery(parse(""))).toBe("");
});

test.each(["status=broken", "when=1y", "when=toString", "workflow=a/b", "who="])(
  "passes over %s, which is no filter",
  (query) => {
    expect(parse(query)).toEqual({});
  },
);

test("a span of time begins that long before now", () => {
  expect(toRunFilter({ when: "1h" }, Date.parse("2026-11-01T12:00:00Z")).from).toBe("2026-11-01T11:00:00.000Z");
});
