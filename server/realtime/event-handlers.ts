import { limits } from "#lib/contract/limits";
import { type Refusal, refuse, refuseInvalid } from "#lib/contract/problem";
import { signalSchemas } from "#lib/contract/signal";
import type { StreamAccess } from "#server/access/stream-access";
import type { Authenticator } from "#server/auth/authenticator";
import type { StreamLog } from "#server/streams/stream-log";
import type { ClientEventHandlers } from "./client-events.ts";
import { readsStream, sessionIdOf } from "./connections/connection.ts";
import type { StreamHub } from "./delivery/stream-hub.ts";
import type { Membership } from "./membership.ts";
import type { SignalRelay } from "./signals/signal-relay.ts";
import { stopWatching, watch } from "./watching.ts";

interface HandlerDeps {
  log: StreamLog;
  hub: StreamHub;
  relay: SignalRelay;
  membership: Membership;
  authenticator: Authenticator;
  accessTo: StreamAccess;
}

/** What stands in `expiresAt` where the authentication has no end: the last moment that an ISO date can say. */
const noEnd = "9999-12-31T23:59:59.999Z";

/** What each of a client's events does. Their payloads were parsed before. */
export function createEventHandlers(deps: HandlerDeps): ClientEventHandlers {
  const { log, hub, relay, membership, authenticator } = deps;

  return {
    watch: (connection, payload) => watch(connection, payload, deps),

    async unwatch(connection, { stream }) {
      if (!connection.watched.has(stream))
        return refuse("not-watched", `${stream} is not watched`, { field: "stream" });
      stopWatching(connection, stream, hub, relay);
      return { ok: true };
    },

    async read(connection, { stream, after, limit }) {
      // A page may be large: it waits until the socket has room, like everything else that is sent (rule S10).
      await hub.whenDrained(connection.streamSocket);
      if (!readsStream(connection, stream)) return refuseUnread(stream);
      const { entries, head, trimmed } = await log.read(stream, { after, limit });
      if (!readsStream(connection, stream)) return refuseUnread(stream);
      if (after > head)
        return refuse("cursor-in-future", `after: the head is ${head}`, { field: "after", limit: head });
      if (after < trimmed) {
        return refuse("cursor-expired", `after: entries up to ${trimmed} are gone; load a snapshot`, {
          field: "after",
          limit: trimmed,
        });
      }
      return { ok: true, entries, head };
    },

    async signal(connection, { stream, data }) {
      if (!connection.watched.has(stream))
        return refuse("not-watched", `${stream} is not watched`, { field: "stream" });
      const bytes = Buffer.byteLength(JSON.stringify(data) ?? "");
      if (bytes > limits.signalDataBytes) {
        return refuse("too-large", `data: holds ${bytes} bytes of JSON, ${limits.signalDataBytes} are allowed`, {
          field: "data",
          limit: limits.signalDataBytes,
        });
      }
      const parsed = signalSchemas.presence.safeParse(data);
      if (!parsed.success) return prefixField(refuseInvalid(parsed.error), "data");
      relay.emitPresence(connection, stream, parsed.data);
      return { ok: true };
    },

    async refresh(connection, { token }) {
      const credentials = token === undefined ? { cookie: connection.socket.handshake.headers.cookie } : { token };
      const answer = await authenticator.authenticate(credentials);
      if (!answer.ok) return answer;
      const { actor, expiresAt } = answer.value;
      if (sessionIdOf(actor) !== sessionIdOf(connection.actor)) {
        return refuse("forbidden", "this belongs to another session; connect anew", { field: "token" });
      }
      connection.credentials = credentials;
      connection.expiresAt = expiresAt;
      await membership.apply(connection, actor);
      return { ok: true, expiresAt: expiresAt?.toISOString() ?? noEnd };
    },
  };
}

function refuseUnread(stream: string): Refusal {
  return refuse("not-watched", `stream: ${stream} is neither joined nor watched`, { field: "stream" });
}

function prefixField(refusal: Refusal, prefix: string): Refusal {
  const field = refusal.field === "(root)" || refusal.field === undefined ? prefix : `${prefix}.${refusal.field}`;
  return { ...refusal, field };
}
