import { z } from "zod";

/** One setting as a form or a page of documentation shows it. */
export interface SettingDescription {
  name: string;
  title: string;
  description: string;
  type: "text" | "number" | "boolean" | "choice" | "list" | "other";
  /** For a text: what it is, such as `jsonata`; see `setting-text.ts`. */
  format: string | null;
  isRequired: boolean;
  default: unknown;
  /** For a choice. */
  options: string[];
  /** For a list of objects: what each holds. */
  members: SettingDescription[];
}

/** Reads the settings of a kind off its schema. */
export function describeSettings(schema: z.ZodObject): SettingDescription[] {
  return Object.entries(schema.shape).map(([name, member]) => describe(name, member));
}

function describe(name: string, schema: z.core.$ZodType): SettingDescription {
  const { inner, meta, hasDefault, value } = unwrap(schema);
  const text = (key: string) => (typeof meta[key] === "string" ? meta[key] : "");
  return {
    name,
    title: text("title"),
    description: text("description"),
    type: typeOf(inner),
    format: text("format") === "" ? null : text("format"),
    isRequired: !hasDefault && !(schema instanceof z.ZodOptional),
    default: value,
    options: inner instanceof z.ZodEnum ? inner.options.map(String) : [],
    members: inner instanceof z.ZodArray && inner.element instanceof z.ZodObject ? describeSettings(inner.element) : [],
  };
}

/** Takes off defaults and the like, keeping what was said about the setting on any of the layers. */
function unwrap(schema: z.core.$ZodType) {
  let inner = schema;
  let meta: Record<string, unknown> = {};
  let hasDefault = false;
  let value: unknown;
  for (;;) {
    if (inner instanceof z.ZodType) meta = { ...inner.meta(), ...meta };
    if (inner instanceof z.ZodDefault) {
      hasDefault = true;
      value = inner.def.defaultValue;
      inner = inner.unwrap();
    } else if (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable) {
      inner = inner.unwrap();
    } else return { inner, meta, hasDefault, value };
  }
}

function typeOf(schema: z.core.$ZodType): SettingDescription["type"] {
  if (schema instanceof z.ZodEnum) return "choice";
  if (schema instanceof z.ZodString) return "text";
  if (schema instanceof z.ZodNumber) return "number";
  if (schema instanceof z.ZodBoolean) return "boolean";
  if (schema instanceof z.ZodArray) return "list";
  return "other";
}
