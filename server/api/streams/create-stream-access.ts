import { and, eq, isNull } from "drizzle-orm";
import { streamName } from "#lib/contract/stream-name";
import type { Actor } from "#lib/domain/actor";
import { joinedStreams } from "#lib/domain/joined-streams";
import { type Action, can, type Owned, reachesTeam } from "#lib/domain/permissions";
import type { Database } from "#server/db/database";
import { runs, workflows } from "#server/db/schema";
import type { StreamAccess } from "./stream-access.ts";

/**
 * The one answer for HTTP readers and sockets: a stream that the server would join for the actor, or the stream of a
 * run or a workflow that the actor may read. What belongs to somebody else is like what does not exist.
 */
export function createStreamAccess(db: Database): StreamAccess {
  return async (actor, stream) => {
    switch (stream.kind) {
      case "run": {
        const [owned] = await db
          .select({ orgId: runs.orgId, teamId: runs.teamId })
          .from(runs)
          .where(and(eq(runs.id, stream.id), eq(runs.orgId, actor.orgId)));
        return owned !== undefined && mayRead(actor, "run.read", owned);
      }
      case "doc": {
        const [owned] = await db
          .select({ orgId: workflows.orgId, teamId: workflows.teamId })
          .from(workflows)
          .where(and(eq(workflows.id, stream.id), eq(workflows.orgId, actor.orgId), isNull(workflows.deletedAt)));
        return owned !== undefined && mayRead(actor, "workflow.read", owned);
      }
      default: {
        const name = stream.kind === "system" ? stream.kind : streamName(stream.kind, stream.id);
        return joinedStreams(actor).includes(name);
      }
    }
  };
}

/** A key that may read streams reads those of what it reaches, without the scope to list it. */
function mayRead(actor: Actor, action: Action, owned: Owned): boolean {
  if (can(actor, action, owned)) return true;
  const isReader = actor.kind === "api-key" && actor.scopes.includes("streams:read");
  return isReader && actor.orgId === owned.orgId && reachesTeam(actor, owned.teamId);
}
