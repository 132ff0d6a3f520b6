import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Graph } from "#lib/contract/graph";
import type { Role } from "#lib/contract/role";
import type { Failure, Preview, RunStatus, Trigger } from "#lib/contract/run";
import type { ApiKeyScope } from "#lib/domain/actor";
import type { RunState } from "#lib/domain/run-state";

/**
 * One Postgres schema for the embedded database and for a server. Times are UTC with milliseconds. Values are `json`,
 * never `jsonb`: they are stored and read back, not searched, and `jsonb` refuses strings that hold NUL, which JSON
 * allows and which a workflow's data may well contain.
 */
const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

export const organizations = pgTable("organizations", {
  id: text().primaryKey(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
});

export const users = pgTable("users", {
  id: text().primaryKey(),
  /** Lower case. */
  email: text().notNull().unique(),
  name: text().notNull(),
  passwordHash: text("password_hash"),
  createdAt: at("created_at").notNull().defaultNow(),
});

export const memberships = pgTable(
  "memberships",
  {
    orgId: text("org_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text().$type<Role>().notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.userId] }), index().on(table.userId)],
);

export const teams = pgTable(
  "teams",
  {
    id: text().primaryKey(),
    orgId: text("org_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    name: text().notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [uniqueIndex().on(table.orgId, table.name)],
);

export const teamMembers = pgTable(
  "team_members",
  {
    teamId: text("team_id")
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.userId] }), index().on(table.userId)],
);

/** One row a sign-in; the row decides whether the session lives. */
export const sessions = pgTable(
  "sessions",
  {
    id: text().primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    orgId: text("org_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    method: text().notNull(),
    userAgent: text("user_agent"),
    address: text(),
    createdAt: at("created_at").notNull().defaultNow(),
    lastSeenAt: at("last_seen_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
    endedAt: at("ended_at"),
    endReason: text("end_reason").$type<"revoked" | "signed-out" | "expired" | "removed">(),
  },
  (table) => [index().on(table.userId), index().on(table.orgId, table.endedAt), index().on(table.endedAt)],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    id: text().primaryKey(),
    orgId: text("org_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    teamId: text("team_id").references(() => teams.id, { onDelete: "cascade" }),
    name: text().notNull(),
    /** SHA-256 of the key, hex. The key has 256 bits of randomness, so a slow hash would add nothing. */
    hash: text().notNull().unique(),
    /** The first characters, so that people recognise it. */
    prefix: text().notNull(),
    scopes: text().array().$type<ApiKeyScope[]>().notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    lastUsedAt: at("last_used_at"),
    expiresAt: at("expires_at"),
    revokedAt: at("revoked_at"),
  },
  (table) => [index().on(table.orgId)],
);

/** A stream's head and trim point. Offsets up to and including `trimmed` are gone (rule S7). */
export const streams = pgTable("streams", {
  stream: text().primaryKey(),
  head: bigint({ mode: "number" }).notNull().default(0),
  trimmed: bigint({ mode: "number" }).notNull().default(0),
});

export const streamEntries = pgTable(
  "stream_entries",
  {
    stream: text().notNull(),
    offset: bigint({ mode: "number" }).notNull(),
    id: text().notNull(),
    /** The entry without `stream` and `offset`. */
    entry: json().notNull(),
    /** Size of `entry` as text, so that a read can be bounded without unpacking what it will not return. */
    bytes: integer().notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.stream, table.offset] }),
    uniqueIndex().on(table.stream, table.id),
    // Rows lie in the order of their times, so a block-range index finds old ones and costs an append next to nothing.
    index().using("brin", table.createdAt),
  ],
);

export const workflows = pgTable(
  "workflows",
  {
    id: text().primaryKey(),
    orgId: text("org_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    teamId: text("team_id").references(() => teams.id, { onDelete: "set null" }),
    name: text().notNull(),
    description: text().notNull().default(""),
    /** The newest version's number, from 1. */
    latestVersion: integer("latest_version").notNull(),
    /** True for a workflow that exists only because runs from elsewhere named it. */
    external: boolean().notNull().default(false),
    createdBy: text("created_by"),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    deletedAt: at("deleted_at"),
  },
  (table) => [index().on(table.orgId, table.deletedAt)],
);

/** Immutable, numbered from 1. Runs refer to versions. */
export const workflowVersions = pgTable(
  "workflow_versions",
  {
    workflowId: text("workflow_id")
      .notNull()
      .references(() => workflows.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    graph: json().$type<Graph>().notNull(),
    createdBy: text("created_by"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workflowId, table.version] })],
);

/** What sets a workflow going without a person: one row a webhook or schedule node of the newest version. */
export const workflowTriggers = pgTable(
  "workflow_triggers",
  {
    workflowId: text("workflow_id")
      .notNull()
      .references(() => workflows.id, { onDelete: "cascade" }),
    nodeId: text("node_id").notNull(),
    kind: text().$type<"webhook" | "schedule">().notNull(),
    /** A webhook's secret, as SHA-256 hex. */
    secretHash: text("secret_hash"),
    cron: text(),
    timeZone: text("time_zone"),
    nextAt: at("next_at"),
  },
  (table) => [primaryKey({ columns: [table.workflowId, table.nodeId] }), index().on(table.nextAt)],
);

/** A run's projection: what lists show. Its truth is the stream `run:<id>`. */
export const runs = pgTable(
  "runs",
  {
    id: text().primaryKey(),
    orgId: text("org_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    teamId: text("team_id").references(() => teams.id, { onDelete: "set null" }),
    workflowId: text("workflow_id"),
    workflowVersion: integer("workflow_version"),
    workflowName: text("workflow_name").notNull(),
    /** Set for a run from elsewhere: its declared graph, laid out. Runs of ours refer to their version. */
    graph: json().$type<Graph>(),
    status: text().$type<RunStatus>().notNull(),
    trigger: json().$type<Trigger>().notNull(),
    /** The person that started it, for the filter. */
    startedBy: text("started_by"),
    input: json(),
    error: json().$type<Failure>(),
    counts: json()
      .$type<{ total: number; succeeded: number; failed: number; skipped: number; running: number; waiting: number }>()
      .notNull(),
    waitingNodes: json("waiting_nodes").$type<{ id: string; name: string }[]>().notNull().default(sql`'[]'::json`),
    costMicros: bigint("cost_micros", { mode: "number" }).notNull().default(0),
    currency: text().notNull().default("USD"),
    revision: integer().notNull().default(0),
    queuedAt: at("queued_at").notNull().defaultNow(),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
  },
  (table) => [
    index().on(table.orgId, table.queuedAt),
    index().on(table.orgId, table.status, table.queuedAt),
    index().on(table.workflowId, table.queuedAt),
  ],
);

/** One row an execution: a node's work, or one item of it inside a loop (`item` is -1 outside of loops). */
export const runExecutions = pgTable(
  "run_executions",
  {
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    nodeId: text("node_id").notNull(),
    item: integer().notNull().default(-1),
    status: text()
      .$type<"queued" | "running" | "retrying" | "waiting" | "succeeded" | "failed" | "skipped" | "cancelled">()
      .notNull(),
    attempt: integer().notNull().default(0),
    /** Source handles that were taken; null for all. */
    handles: text().array(),
    input: json(),
    output: json(),
    outputPreview: json("output_preview").$type<Preview>(),
    error: json().$type<Failure>(),
    queuedAt: at("queued_at").notNull().defaultNow(),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
  },
  (table) => [primaryKey({ columns: [table.runId, table.nodeId, table.item] })],
);

/** A run's folded state at an offset, kept so that a trimmed or long stream need not be folded from its start. */
export const runSnapshots = pgTable("run_snapshots", {
  runId: text("run_id")
    .primaryKey()
    .references(() => runs.id, { onDelete: "cascade" }),
  offset: bigint({ mode: "number" }).notNull(),
  state: json().$type<RunState>().notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
});

/** Answers kept for `Idempotency-Key`. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    orgId: text("org_id").notNull(),
    key: text().notNull(),
    /** SHA-256 of method, path and body: the same key with another request is refused. */
    fingerprint: text().notNull(),
    status: integer(),
    body: json(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.key] })],
);
