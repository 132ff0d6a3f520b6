import type { Logger } from "pino";
import { protocolVersion } from "#lib/contract/limits";
import type { ProblemCode } from "#lib/contract/problem";
import { type HandshakeCode, handshakeCodes, handshakeSchema } from "#lib/contract/socket";
import type { Authenticator, Credentials } from "#server/auth/authenticator";
import type { GatewayMetrics } from "../gateway-metrics.ts";
import type { Admission, GatewaySocket } from "./gateway-socket.ts";
import type { RateCounter } from "./socket-rates.ts";

/** A refused handshake, as Socket.IO's middleware wants it: `data` reaches the client's `connect_error`. */
class HandshakeRefusal extends Error {
  readonly data: { code: HandshakeCode };

  constructor(code: HandshakeCode, message: string) {
    super(message);
    this.data = { code };
  }
}

interface HandshakeDeps {
  authenticator: Authenticator;
  limiter: RateCounter;
  metrics: GatewayMetrics;
  logger: Logger;
}

/**
 * The middleware in front of every socket: protocol, rate, then the session's or key's row. Until it has let a
 * socket in, the socket is in no room and no event of it is heard.
 */
export function createHandshake(deps: HandshakeDeps) {
  return (socket: GatewaySocket, next: (error?: Error) => void): void => {
    admit(socket, deps).then(
      (admission) => {
        socket.data.admission = admission;
        next();
      },
      (error: unknown) => {
        const refusal = error instanceof HandshakeRefusal ? error : unavailable(error, deps.logger);
        deps.metrics.handshakeRefused(refusal.data.code);
        next(refusal);
      },
    );
  };
}

async function admit(socket: GatewaySocket, { authenticator, limiter }: HandshakeDeps): Promise<Admission> {
  if (!(await limiter.admits(socket.handshake.address))) {
    throw new HandshakeRefusal("rate-limited", "too many connections from this address; try again in a few seconds");
  }
  const parsed = handshakeSchema.safeParse(socket.handshake.auth);
  if (!parsed.success || parsed.data.protocol !== protocolVersion) {
    throw new HandshakeRefusal("protocol-unsupported", describeProtocolProblem(parsed));
  }
  const { token, cursors = {} } = parsed.data;
  const credentials: Credentials = token === undefined ? { cookie: socket.handshake.headers.cookie } : { token };
  const checkedAt = Date.now();
  const answer = await authenticator.authenticate(credentials);
  if (!answer.ok) throw new HandshakeRefusal(toHandshakeCode(answer.code), answer.message);
  const { actor } = answer.value;
  if (actor.kind === "api-key" && !actor.scopes.includes("streams:read")) {
    throw new HandshakeRefusal("unauthenticated", "this API key lacks the scope streams:read");
  }
  return { authenticated: answer.value, credentials, cursors, checkedAt };
}

function describeProtocolProblem(parsed: ReturnType<typeof handshakeSchema.safeParse>): string {
  if (parsed.success) return `auth.protocol: this server speaks ${protocolVersion}, not ${parsed.data.protocol}`;
  const issue = parsed.error.issues[0];
  return `auth.${issue?.path.join(".") || "protocol"}: ${issue?.message ?? "is not valid"}`;
}

function toHandshakeCode(code: ProblemCode): HandshakeCode {
  return (handshakeCodes as readonly ProblemCode[]).includes(code) ? (code as HandshakeCode) : "unauthenticated";
}

/** Nobody is let in where the row cannot be looked at. The client comes again, as after any refusal for haste. */
function unavailable(error: unknown, logger: Logger): HandshakeRefusal {
  logger.error({ err: error }, "a handshake could not be checked");
  return new HandshakeRefusal("rate-limited", "the server cannot check who you are right now; try again");
}
