import { ok, type Result, refuse } from "#lib/contract/problem";
import type { InputField } from "./kinds/manual-trigger.ts";

/**
 * Checks a run's input against the fields of its manual trigger and fills in defaults. Without fields any input will
 * do; with fields it is an object, in which further properties are kept.
 */
export function checkRunInput(fields: readonly InputField[], input: unknown): Result<unknown> {
  if (fields.length === 0) return ok(input ?? null);
  const given = input ?? {};
  if (!isRecord(given))
    return refuse("invalid-input", "input: must be an object with the form's fields", { field: "input" });
  const filled: Record<string, unknown> = { ...given };
  const issues: { field: string; message: string }[] = [];
  for (const field of fields) {
    const value = given[field.name] ?? field.default;
    const problem = fieldProblem(field, value);
    if (problem !== null) issues.push({ field: `input.${field.name}`, message: problem });
    else if (value !== undefined) filled[field.name] = value;
  }
  const [first] = issues;
  if (first === undefined) return ok(filled);
  return refuse("invalid-input", `${first.field}: ${first.message}`, { field: first.field, issues });
}

function fieldProblem(field: InputField, value: unknown): string | null {
  const label = field.label ?? field.name;
  if (value === undefined || value === null || value === "") {
    return field.required ? `${label} is required` : null;
  }
  switch (field.type) {
    case "text":
      return typeof value === "string" ? null : `${label} must be text`;
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? null : `${label} must be a number`;
    case "boolean":
      return typeof value === "boolean" ? null : `${label} must be true or false`;
    case "choice":
      if ((field.options ?? []).some((option) => option === value)) return null;
      return `${label} must be one of ${(field.options ?? []).join(", ")}`;
    case "json":
      return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
