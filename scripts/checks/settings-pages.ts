import { z } from "zod";

interface Setting {
  name: string;
  description: string;
  type: string;
  /** As it would stand in the environment; null where there is none. */
  fallback: string | null;
}

/** The settings page of the documents, in Markdown. */
export function renderSettingsPage(schema: z.ZodObject): string {
  const rows = settingsOf(schema).map(
    ({ name, description, type, fallback }) =>
      `| \`${name}\` | ${escapeCell(type)} | ${fallback === null ? "" : `\`${fallback || '""'}\``} | ${escapeCell(description)} |`,
  );
  return `${[
    "# Settings",
    "",
    "Made from `settingsSchema` in `server/config.ts` by `node scripts/generated-docs.ts --write`; edit it there.",
    "",
    "Settings are environment variables. `npm start` also reads a file named `.env` at the root of the checkout",
    "(`.env.example` lists them all); a variable of the environment wins over the file. They are parsed once: a wrong",
    "one stops the start and names the variable, what it got and what it wants. An empty variable counts as absent.",
    "",
    "| Variable | Value | Default | What it does |",
    "|---|---|---|---|",
    ...rows,
  ].join("\n")}\n`;
}

/** A file for `.env` with every setting commented out. */
export function renderEnvExample(schema: z.ZodObject): string {
  const blocks = settingsOf(schema).map(
    ({ name, description, type, fallback }) => `# ${description} (${type})\n# ${name}=${fallback ?? ""}\n`,
  );
  return `# Every setting of Signalbox. Copy this file to .env and uncomment what you change.\n# Made from server/config.ts by \`node scripts/generated-docs.ts --write\`.\n\n${blocks.join("\n")}`;
}

function settingsOf(schema: z.ZodObject): Setting[] {
  const described = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return Object.entries(schema.shape).map(([name, field]) => {
    const json = described.properties?.[name];
    if (json === undefined || typeof json === "boolean") throw new Error(`the setting ${name} has no schema`);
    const description = z.globalRegistry.get(field)?.description;
    if (description === undefined) throw new Error(`the setting ${name} has no description`);
    const fallback = json.default;
    return { name, description, type: typeOf(json), fallback: fallback === undefined ? null : String(fallback) };
  });
}

function typeOf(json: z.core.JSONSchema.BaseSchema): string {
  if (json.enum !== undefined) return json.enum.map((each) => `\`${String(each)}\``).join(", ");
  if (json.type === "integer" || json.type === "number") return rangeOf(json);
  if (json.format === "uri") return "an address";
  if (json.minLength !== undefined && json.minLength > 1) return `text, ${json.minLength} characters or more`;
  return "text";
}

function rangeOf({ minimum, maximum }: z.core.JSONSchema.BaseSchema): string {
  if (minimum === undefined) return "a number";
  const isOpen = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER;
  return isOpen ? `a number, ${minimum} or more` : `a number from ${minimum} to ${maximum}`;
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|");
}
