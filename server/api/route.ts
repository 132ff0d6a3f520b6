import type { z } from "zod";
import type { ProblemCode, Result } from "#lib/contract/problem";
import type { Actor } from "#lib/domain/actor";

export type Method = "get" | "post" | "patch" | "delete";

/** What a handler may know of the request beside its parsed parts. */
export interface RequestFacts {
  requestId: string;
  /** The client's address, as the server's own socket saw it. */
  address: string;
  header(name: string): string | undefined;
  /** Aborted when the client goes away. */
  signal: AbortSignal;
  /** Asks the session's or key's row again: for answers that last. */
  recheck(): Promise<Result<Actor>>;
}

/** How a request's body is read. */
export interface BodyDefinition<Schema extends z.ZodType = z.ZodType> {
  schema: Schema;
  /** `json` is parsed against the schema; `unchecked` is JSON that the handler checks itself; `raw` is any text. */
  as: "json" | "unchecked" | "raw";
  contentTypes: readonly string[];
  maxBytes: number;
  /** What the body stands for where none was sent; absent where one is required. */
  whenEmpty?: unknown;
}

export interface RawBody {
  text: string;
  contentType: string;
}

/** One answer of a route, for the documents; the first is what `ok` becomes. */
export interface AnswerDefinition {
  status: number;
  description: string;
  schema?: z.ZodType;
  contentType?: string;
}

interface RouteDescription {
  method: Method;
  /** Below `/api/v1`, in Hono's syntax. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  answers: readonly [AnswerDefinition, ...AnswerDefinition[]];
  /** The answer is shown this once: it is not kept for an `Idempotency-Key`. */
  answersSecret?: true;
  /** Refusals beyond those that every route has. */
  refusals?: readonly ProblemCode[];
}

/** A route with its types erased: what mounts it and what documents it read the same object. */
export interface Route extends RouteDescription {
  access: "actor" | "public";
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: BodyDefinition;
  handle(input: {
    actor: Actor | null;
    params: unknown;
    query: unknown;
    body: unknown;
    request: RequestFacts;
  }): Promise<Result<unknown> | Response>;
}

interface Parsed<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  request: RequestFacts;
}

type Definition<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, Input> = RouteDescription & {
  params?: P;
  query?: Q;
  body?: BodyDefinition<B>;
  handle(input: Input): Promise<Result<unknown> | Response>;
};

/** A route that somebody known asks for. Its schemas are both what is checked and what the OpenAPI document says. */
export function defineRoute<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  definition: Definition<P, Q, B, Parsed<P, Q, B> & { actor: Actor }>,
): Route {
  return {
    ...definition,
    access: "actor",
    // Mounting parses by these very schemas and authenticates before it calls, so the types hold.
    handle: definition.handle as unknown as Route["handle"],
  };
}

/** A route that asks nobody who they are: it checks a secret of its own, or has nothing to hide. */
export function definePublicRoute<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  definition: Definition<P, Q, B, Parsed<P, Q, B>>,
): Route {
  // As above: mounting parses by these very schemas.
  return { ...definition, access: "public", handle: definition.handle as unknown as Route["handle"] };
}
