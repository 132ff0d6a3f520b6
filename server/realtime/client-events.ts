import type { Logger } from "pino";
import type { z } from "zod";
import { type Refusal, refuse, refuseInvalid } from "#lib/contract/problem";
import { type ClientAnswer, type ClientEvent, clientEventSchemas } from "#lib/contract/socket";
import type { Connection } from "./connections/connection.ts";
import { createRateCounter, type RateCounter, type SocketRates } from "./connections/socket-rates.ts";
import type { GatewayMetrics } from "./gateway-metrics.ts";

/** What each event of a client does. Expected failures are answers; a throw is a bug, answered `internal`. */
export type ClientEventHandlers = {
  [E in ClientEvent]: (
    connection: Connection,
    payload: z.output<(typeof clientEventSchemas)[E]>,
  ) => Promise<ClientAnswer<E>>;
};

interface ClientEventDeps {
  handlers: ClientEventHandlers;
  rates: SocketRates["events"];
  metrics: GatewayMetrics;
  logger: Logger;
}

/** Events of one socket that wait for their turn, at most. */
const queueLimit = 1_000;

/**
 * Hears the events of clients. One at a time a socket and in the order sent, since a `watch` and the `unwatch` after
 * it must not overtake each other; each is counted against its rate, parsed, handled, answered.
 */
export function createClientEvents(deps: ClientEventDeps) {
  const limiters = mapRates(deps.rates);

  /** Starts to listen; events wait for `ready`, which does not reject. */
  return function listen(connection: Connection, ready: Promise<void>): void {
    let queue = ready;
    let waiting = 0;

    // Every event comes through here, also one that no type knows: a client may send anything.
    connection.socket.onAny((name: unknown, ...args: unknown[]) => {
      const answer = createAnswer(args);
      void admit(name, connection, limiters).then((admission) => {
        if (!admission.ok) return reply(admission, String(name));
        const { event } = admission;
        if (waiting >= queueLimit) return reply(refuse("rate-limited", "too many events wait already"), event);
        waiting += 1;
        queue = queue.then(async () => {
          if (connection.socket.connected) reply(await handle(event, connection, args[0], deps), event);
          waiting -= 1;
        });
      });

      function reply(outcome: Refusal | ClientAnswer<ClientEvent>, event: string): void {
        const label = Object.hasOwn(clientEventSchemas, event) ? event : "unknown";
        deps.metrics.eventAnswered(label, outcome.ok ? "ok" : outcome.code);
        answer?.(outcome);
      }
    });
  };
}

type Limiters = Record<ClientEvent | "unknown", RateCounter>;

function mapRates(rates: SocketRates["events"]): Limiters {
  return {
    watch: createRateCounter(rates.watch),
    unwatch: createRateCounter(rates.unwatch),
    read: createRateCounter(rates.read),
    signal: createRateCounter(rates.signal),
    refresh: createRateCounter(rates.refresh),
    unknown: createRateCounter(rates.unknown),
  };
}

async function admit(
  name: unknown,
  connection: Connection,
  limiters: Limiters,
): Promise<{ ok: true; event: ClientEvent } | Refusal> {
  const event = isClientEvent(name) ? name : null;
  const limiter = limiters[event ?? "unknown"];
  if (!(await limiter.admits(connection.id))) {
    const { points, seconds } = limiter.rate;
    return refuse("rate-limited", `more than ${points} such events in ${seconds} s`, { limit: points });
  }
  if (event === null) return refuse("unknown-event", `${JSON.stringify(String(name).slice(0, 100))} is not an event`);
  return { ok: true, event };
}

function isClientEvent(name: unknown): name is ClientEvent {
  return typeof name === "string" && Object.hasOwn(clientEventSchemas, name);
}

async function handle<E extends ClientEvent>(
  event: E,
  connection: Connection,
  payload: unknown,
  { handlers, logger }: ClientEventDeps,
): Promise<ClientAnswer<E> | Refusal> {
  const parsed = clientEventSchemas[event].safeParse(payload);
  if (!parsed.success) return refuseInvalid(parsed.error);
  try {
    // The schema of E gave the payload of E; TypeScript cannot follow that through the lookup.
    return await handlers[event](connection, parsed.data as z.output<(typeof clientEventSchemas)[E]>);
  } catch (error) {
    logger.error({ err: error, event, socketId: connection.id }, "an event of a client could not be handled");
    return refuse("internal", "the server could not do that; nothing was changed");
  }
}

/** The acknowledgement that came with an event, or null where the client wants none. */
function createAnswer(args: readonly unknown[]): ((answer: unknown) => void) | null {
  const last = args.at(-1);
  return typeof last === "function" ? (answer) => void last(answer) : null;
}
