import type { SessionEndReason } from "#lib/contract/socket";
import type { UserActor } from "#lib/domain/actor";

/** What a session's row and the membership tables say about a session. */
export type SessionState =
  | { kind: "live" }
  | { kind: "ended"; reason: SessionEndReason }
  /** Has to end now, but its row does not say so yet. */
  | { kind: "overdue"; reason: "expired" | "removed" }
  | { kind: "unknown" };

/** A session that was looked up: with who it is and what they reach at this moment, where it lives. */
export type FoundSession =
  | { kind: "live"; actor: UserActor; expiresAt: Date; lastSeenAt: Date }
  | Exclude<SessionState, { kind: "live" }>;
