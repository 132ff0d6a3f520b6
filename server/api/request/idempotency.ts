import { createHash } from "node:crypto";
import { and, eq, lt, sql } from "drizzle-orm";
import { ok, type Result, refuse } from "#lib/contract/problem";
import type { Actor } from "#lib/domain/actor";
import type { Database } from "#server/db/database";
import { idempotencyKeys } from "#server/db/schema";

export interface KeptAnswer {
  status: number;
  body: unknown;
}

export type Claim = { kind: "new" } | { kind: "kept"; answer: KeptAnswer };

/** Answers kept by `Idempotency-Key`, so that a write that is sent twice happens once. */
export interface IdempotencyStore {
  /** Refuses with `idempotency-mismatch` for another request, and `conflict` while the first is still at work. */
  claim(actor: Actor, key: string, request: { method: string; path: string; body: string }): Promise<Result<Claim>>;
  keep(actor: Actor, key: string, answer: KeptAnswer): Promise<void>;
  /** Forgets a claim whose request failed, so that it can be tried again. */
  release(actor: Actor, key: string): Promise<void>;
}

/** How long an answer is kept. */
const keptMs = 24 * 60 * 60 * 1000;
/** A claim older than this without an answer was left by a server that died, and is taken over. */
const abandonedMs = 60_000;

/** Keeps answers in the database, so that every replica knows what another one answered. */
export function createIdempotencyStore(db: Database): IdempotencyStore {
  const whose = (actor: Actor, key: string) =>
    and(eq(idempotencyKeys.orgId, actor.orgId), eq(idempotencyKeys.key, ownKey(actor, key)));
  let sweptAt = 0;

  /** Old answers go when somebody writes, at most once an hour: no timer to own. */
  async function sweep(now: number): Promise<void> {
    if (now - sweptAt < 60 * 60 * 1000) return;
    sweptAt = now;
    await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, new Date(now - keptMs)));
  }

  return {
    async claim(actor, key, request) {
      await sweep(Date.now());
      const fingerprint = fingerprintOf(request);
      const claimed = await db
        .insert(idempotencyKeys)
        .values({ orgId: actor.orgId, key: ownKey(actor, key), fingerprint })
        .onConflictDoUpdate({
          target: [idempotencyKeys.orgId, idempotencyKeys.key],
          set: { createdAt: sql`now()`, fingerprint },
          setWhere: sql`${idempotencyKeys.status} is null and ${idempotencyKeys.createdAt} < now() - make_interval(secs => ${abandonedMs / 1000})`,
        })
        .returning({ key: idempotencyKeys.key });
      if (claimed.length > 0) return ok({ kind: "new" });

      const [row] = await db.select().from(idempotencyKeys).where(whose(actor, key));
      if (row === undefined) return refuseBusy();
      if (row.fingerprint !== fingerprint) {
        return refuse("idempotency-mismatch", "This Idempotency-Key was used for another request.", {
          field: "Idempotency-Key",
        });
      }
      if (row.status === null) return refuseBusy();
      return ok({ kind: "kept", answer: { status: row.status, body: row.body } });
    },
    async keep(actor, key, answer) {
      await db.update(idempotencyKeys).set(answer).where(whose(actor, key));
    },
    async release(actor, key) {
      await db.delete(idempotencyKeys).where(whose(actor, key));
    },
  };
}

function refuseBusy() {
  return refuse("conflict", "The first request with this Idempotency-Key is still at work: ask again in a second.", {
    field: "Idempotency-Key",
  });
}

/** Keys are each caller's own: nobody reads another's answer by guessing a key. */
function ownKey(actor: Actor, key: string): string {
  return `${actor.kind === "api-key" ? actor.keyId : actor.userId}:${key}`;
}

function fingerprintOf(request: { method: string; path: string; body: string }): string {
  return createHash("sha256").update(`${request.method} ${request.path}\n${request.body}`).digest("hex");
}
