import { z } from "zod";
import { type ProblemCode, problemCodes, problemSchema } from "#lib/contract/problem";
import { type JsonSchema, toJsonSchema } from "#lib/contract/published/json-schema";
import type { Route } from "../route.ts";

export const apiPrefix = "/api/v1";

export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: JsonSchema;
}

export interface Operation {
  tags: string[];
  summary: string;
  description?: string;
  operationId: string;
  security?: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, JsonSchema & { description: string }>;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: JsonSchema;
}

const tagDescriptions: Record<string, string> = {
  Identity: "Who asks, and the session.",
  Workflows: "Workflows and their immutable, numbered versions.",
  Runs: "Runs: started, steered and looked at.",
  Events: "Events of runs from elsewhere.",
  Streams: "Everything durable that anyone watches, with one cursor for every transport.",
  Webhooks: "What sets a workflow going from outside.",
  Documents: "This document and its siblings.",
};

/** The OpenAPI 3.1 document of the routes: made of the very schemas that requests are checked with. */
export function buildOpenApi(routes: readonly Route[], { publicUrl }: { publicUrl: string }): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:([A-Za-z]+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method]: toOperation(route) };
  }
  const tags = [...new Set(routes.map(({ tag }) => tag))];
  return {
    openapi: "3.1.1",
    info: {
      title: "Signalbox",
      version: "1",
      description: "The live control room for AI workflows. Errors are RFC 9457 problem details with a stable `code`.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: publicUrl + apiPrefix }],
    tags: tags.map((name) => ({ name, description: tagDescriptions[name] ?? name })),
    paths,
    components: {
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: "next-auth.session-token",
          description: "The browser's session.",
        },
        key: { type: "http", scheme: "bearer", bearerFormat: "sbx_…", description: "An API key." },
      },
      schemas: { Problem: toJsonSchema(problemSchema, { io: "output" }) },
    },
  };
}

function toOperation(route: Route): Operation {
  const { tag, summary, description, body } = route;
  return {
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    operationId: operationId(route),
    security: route.access === "actor" ? [{ session: [] }, { key: [] }] : [],
    parameters: parametersOf(route),
    ...(body !== undefined && {
      requestBody: {
        required: body.whenEmpty === undefined && body.as !== "raw",
        content: Object.fromEntries(
          body.contentTypes.map((type) => [type, { schema: toJsonSchema(body.schema, { io: "input" }) }]),
        ),
      },
    }),
    responses: { ...answersOf(route), ...refusalsOf(route) },
  };
}

/** `POST /runs/:id/nodes/:nodeId/approve` → `postRunsNodesApprove`, with `ById` where a parameter ends the path. */
function operationId({ method, path }: Route): string {
  const words = path.split("/").filter(Boolean);
  const named = words.map((word, index) => {
    if (!word.startsWith(":")) return word;
    return index === words.length - 1 ? `by-${word.slice(1)}` : "";
  });
  return [method, ...named]
    .join("-")
    .replaceAll(/[-.]+([A-Za-z])/g, (_, letter: string) => letter.toUpperCase())
    .replaceAll(/[^A-Za-z]/g, "");
}

function parametersOf(route: Route): Parameter[] {
  const path = objectParameters(route.params, "path");
  const query = objectParameters(route.query, "query");
  if (route.method === "get" || route.access === "public") return [...path, ...query];
  const description = "Makes it safe to send again: the same key gives the first answer for a day.";
  const schema = { type: "string", minLength: 1, maxLength: 200 };
  return [...path, ...query, { name: "Idempotency-Key", in: "header", required: false, description, schema }];
}

const objectSchema = z.object({
  properties: z.record(z.string(), z.looseObject({ description: z.string().optional() })).default({}),
  required: z.array(z.string()).default([]),
});

function objectParameters(schema: z.ZodObject | undefined, place: "path" | "query"): Parameter[] {
  if (schema === undefined) return [];
  const { properties, required } = objectSchema.parse(toJsonSchema(schema, { io: "input" }));
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(description !== undefined && { description }),
    // What is coerced from text has no input type of its own.
    schema: Object.keys(rest).length === 0 ? { type: "string" } : rest,
  }));
}

function answersOf(route: Route): Operation["responses"] {
  return Object.fromEntries(
    route.answers.map(({ status, description, schema, contentType = "application/json" }) => [
      String(status),
      {
        description,
        ...(schema !== undefined && { content: { [contentType]: { schema: toJsonSchema(schema, { io: "output" }) } } }),
      },
    ]),
  );
}

/** Refusals by status: those of every route of its kind, and its own. */
function refusalsOf(route: Route): Operation["responses"] {
  const codes = new Set<ProblemCode>(["rate-limited", ...(route.refusals ?? [])]);
  if (route.access === "actor") codes.add("unauthenticated").add("session-revoked").add("session-expired");
  if (route.access === "actor" && route.method !== "get") codes.add("origin-refused").add("idempotency-mismatch");
  if (route.params !== undefined) codes.add("not-found");
  if (route.params !== undefined || route.query !== undefined) codes.add("invalid-input");
  if (route.body !== undefined) codes.add("too-large");
  if (route.body !== undefined && route.body.as !== "raw") {
    codes.add("malformed-json").add("unsupported-media-type").add("invalid-input");
  }
  const byStatus = Map.groupBy(codes, (code) => String(problemCodes[code]));
  const schema = { $ref: "#/components/schemas/Problem" };
  return Object.fromEntries(
    [...byStatus].map(([status, those]) => [
      status,
      {
        description: those.map((code) => `\`${code}\``).join(", "),
        content: { "application/problem+json": { schema } },
      },
    ]),
  );
}
