import { collectDefaultMetrics, Registry } from "prom-client";

/**
 * The registry of this server's metrics, with the process's own: event-loop lag, memory, handles. One a server, not
 * the library's global one, so that two servers in one process, as in tests, do not collide.
 */
export function createRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
