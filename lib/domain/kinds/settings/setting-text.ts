import { z } from "zod";

/**
 * What a text setting is, written into its schema's `meta({ format })`:
 * `jsonata` is one whole expression, `plain` is taken as it stands (a name, a secret, a cron expression),
 * and every other text is a template in which `{{ expression }}` is replaced.
 */
export type TextFormat = "jsonata" | "plain" | "template" | "multiline";

export interface SettingText {
  /** Where it stands within the settings, such as `cases.0.when`. */
  path: (string | number)[];
  text: string;
  format: TextFormat;
}

/** One JSONata expression of a template. */
export const jsonata = (title: string, description: string) =>
  z.string().min(1).max(20_000).meta({ title, description, format: "jsonata" });
/** Text that is never evaluated. */
export const plain = (title: string, description: string) =>
  z.string().max(2_000).meta({ title, description, format: "plain" });
/** One line in which `{{ expression }}` is replaced. */
export const template = (title: string, description: string) =>
  z.string().max(20_000).meta({ title, description, format: "template" });
/** Several lines in which `{{ expression }}` is replaced. */
export const multiline = (title: string, description: string) =>
  z.string().max(100_000).meta({ title, description, format: "multiline" });

/** All texts of a node's settings with what they are; settings that do not fit the schema are left out. */
export function settingTexts(schema: z.ZodObject, settings: Readonly<Record<string, unknown>>): SettingText[] {
  const found: SettingText[] = [];
  walk(schema, settings, [], "template", found);
  return found;
}

type Schema = z.core.$ZodType;

function walk(schema: Schema, value: unknown, path: (string | number)[], inherited: TextFormat, found: SettingText[]) {
  const format = formatOf(schema) ?? inherited;
  const inner = unwrap(schema);
  if (inner !== schema) return walk(inner, value, path, format, found);
  if (typeof value === "string") {
    if (!(schema instanceof z.ZodEnum)) found.push({ path, text: value, format });
    return;
  }
  if (schema instanceof z.ZodObject && isRecord(value)) {
    for (const [key, member] of Object.entries(schema.shape))
      walk(member, value[key], [...path, key], "template", found);
    return;
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    value.forEach((each, index) => {
      walk(schema.element, each, [...path, index], format, found);
    });
    return;
  }
  if (schema instanceof z.ZodRecord && isRecord(value)) {
    for (const [key, each] of Object.entries(value)) walk(schema.valueType, each, [...path, key], format, found);
  }
}

function unwrap(schema: Schema): Schema {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return schema.unwrap();
  }
  return schema;
}

function formatOf(schema: Schema): TextFormat | undefined {
  const format = schema instanceof z.ZodType ? schema.meta()?.format : undefined;
  return format === "jsonata" || format === "plain" || format === "template" || format === "multiline"
    ? format
    : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
