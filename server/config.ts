import { z } from "zod";

const portError = "expected a port number from 0 to 65535";
const port = z.coerce.number(portError).int(portError).min(0, portError).max(65_535, portError);
const flag = z
  .enum(["0", "1", "true", "false"], "expected 1 or true, 0 or false")
  .transform((value) => value === "1" || value === "true");
const httpUrl = z
  .url({ protocol: /^https?$/, error: "expected an address that starts with http:// or https://" })
  .transform((value) => value.replace(/\/+$/, ""));
const daysError = "expected a whole number of days, 1 or more";

/**
 * Every setting, by the name of its environment variable. The settings page of the documents and `.env.example`
 * are made from this schema: a description says what the setting does and what stands where it is absent.
 */
export const settingsSchema = z.object({
  PORT: port.default(3000).describe("Port that the server listens on."),
  HOST: z.string().min(1).default("0.0.0.0").describe("Address that the server listens on."),
  NEXTAUTH_URL: httpUrl
    .optional()
    .describe("The address people open, such as `https://signalbox.example.com`. Default: `http://localhost:PORT`."),
  NEXTAUTH_SECRET: z
    .string()
    .min(32, "expected 32 characters or more")
    .optional()
    .describe("Secret that signs sessions, 32 characters or more. Default: made once and kept in the data folder."),
  SIGNALBOX_DATA_DIR: z
    .string()
    .min(1)
    .default(".data")
    .describe("Folder of the embedded database and of generated secrets."),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "expected an address that starts with postgres:// or postgresql://" })
    .optional()
    .describe("A Postgres database, used instead of the embedded one."),
  SIGNALBOX_DEMO: flag
    .optional()
    .describe("Seed the demo organizations. Default: on with embedded storage, off with `DATABASE_URL`."),
  SIGNALBOX_DEMO_PASSWORD: z
    .string()
    .min(8, "expected 8 characters or more")
    .optional()
    .describe("Password of the demo accounts, 8 characters or more. Default: made at the first start and printed."),
  SIGNALBOX_ALLOW_PRIVATE_ADDRESSES: flag
    .default(false)
    .describe("Let HTTP nodes reach private and loopback addresses."),
  SIGNALBOX_ALLOWED_ORIGINS: z
    .string()
    .default("")
    .transform((value) =>
      value
        .split(",")
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .describe("Further origins, comma-separated, that browsers may connect from. `NEXTAUTH_URL` always may."),
  OPENAI_BASE_URL: httpUrl
    .optional()
    .describe("An OpenAI-compatible endpoint for LLM nodes. Without one, answers come from the simulated model."),
  OPENAI_API_KEY: z.string().min(1).optional().describe("Key for `OPENAI_BASE_URL`."),
  OPENAI_MODEL: z.string().min(1).default("gpt-4o-mini").describe("Model of LLM nodes that name none."),
  SIGNALBOX_RETENTION_DAYS: z.coerce
    .number(daysError)
    .int(daysError)
    .min(1, daysError)
    .default(30)
    .describe("Days after which a stream's entries may be trimmed."),
  LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
      "expected fatal, error, warn, info, debug, trace or silent",
    )
    .default("info")
    .describe("Log level."),
});

export type Settings = z.output<typeof settingsSchema>;

/** The settings with what depends on other settings filled in. */
export interface Config {
  port: number;
  host: string;
  /** The address people open, without a trailing slash. */
  publicUrl: string;
  /** Absent where it is to be made and kept in the data folder. */
  secret: string | undefined;
  dataDir: string;
  databaseUrl: string | undefined;
  demo: boolean;
  demoPassword: string | undefined;
  allowPrivateAddresses: boolean;
  /** Origins that a browser may connect from. */
  allowedOrigins: readonly string[];
  openai: { baseUrl: string; apiKey: string | undefined; model: string } | null;
  retentionDays: number;
  logLevel: Settings["LOG_LEVEL"];
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: string[] };

/** Parses the environment once. Each problem names the variable, what it got and what it wants. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = settingsSchema.safeParse(present);
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map((issue) => describeProblem(issue, present)) };
  }
  return { ok: true, config: toConfig(parsed.data) };
}

const secretNames = /SECRET|PASSWORD|KEY|DATABASE_URL/;

function describeProblem(issue: z.core.$ZodIssue, env: Record<string, string | undefined>): string {
  const name = String(issue.path[0] ?? "environment");
  const value = env[name];
  // An address may hold a password before its `@`.
  const isSecret = secretNames.test(name) || value?.includes("@");
  const got = isSecret ? "(not shown)" : JSON.stringify(value);
  return `${name} is ${got}: ${issue.message}`;
}

function toConfig(settings: Settings): Config {
  const publicUrl = settings.NEXTAUTH_URL ?? `http://localhost:${settings.PORT}`;
  return {
    port: settings.PORT,
    host: settings.HOST,
    publicUrl,
    secret: settings.NEXTAUTH_SECRET,
    dataDir: settings.SIGNALBOX_DATA_DIR,
    databaseUrl: settings.DATABASE_URL,
    demo: settings.SIGNALBOX_DEMO ?? settings.DATABASE_URL === undefined,
    demoPassword: settings.SIGNALBOX_DEMO_PASSWORD,
    allowPrivateAddresses: settings.SIGNALBOX_ALLOW_PRIVATE_ADDRESSES,
    allowedOrigins: [new URL(publicUrl).origin, ...settings.SIGNALBOX_ALLOWED_ORIGINS],
    openai:
      settings.OPENAI_BASE_URL === undefined
        ? null
        : { baseUrl: settings.OPENAI_BASE_URL, apiKey: settings.OPENAI_API_KEY, model: settings.OPENAI_MODEL },
    retentionDays: settings.SIGNALBOX_RETENTION_DAYS,
    logLevel: settings.LOG_LEVEL,
  };
}
