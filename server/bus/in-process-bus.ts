import type { Logger } from "pino";
import type { Bus, BusMessage } from "./bus.ts";

export interface InProcessBusHub {
  /** A port of its own: hears what the hub's other ports publish. */
  connect(): Bus;
}

interface Port {
  listeners: Set<(message: BusMessage) => void>;
}

/**
 * The bus of a server that is one process: any number of ports that hear each other, as replicas would. Delivery is
 * in order and never inside the publisher's turn, so that code that works here does not rely on being called at once.
 */
export function createInProcessBusHub({ logger }: { logger: Logger }): InProcessBusHub {
  const ports = new Set<Port>();

  function deliver(message: BusMessage, to: Port): void {
    for (const listener of to.listeners) {
      try {
        listener(message);
      } catch (error) {
        logger.error({ err: error, kind: message.kind }, "a listener of the bus failed");
      }
    }
  }

  return {
    connect() {
      const port: Port = { listeners: new Set() };
      ports.add(port);
      return {
        publish(message) {
          if (!ports.has(port)) return;
          const others = [...ports].filter((other) => other !== port);
          setImmediate(() => {
            for (const other of others) if (ports.has(other)) deliver(message, other);
          });
        },
        subscribe(listener) {
          const own = (message: BusMessage) => listener(message);
          port.listeners.add(own);
          return () => port.listeners.delete(own);
        },
        close: async () => {
          ports.delete(port);
          port.listeners.clear();
        },
      };
    },
  };
}
