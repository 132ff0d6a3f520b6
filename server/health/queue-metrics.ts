import { Gauge, type Registry } from "prom-client";
import type { ReadinessCheck } from "./readiness.ts";

interface Queue {
  queueDepth(): Promise<{ ready: number; oldestSeconds: number }>;
}

/** Measures the queue of node executions when somebody asks for the metrics. */
export function meterQueue(registry: Registry, queue: Queue): void {
  const age = new Gauge({
    name: "signalbox_queue_oldest_seconds",
    help: "How long the oldest due job has waited.",
    registers: [registry],
  });
  new Gauge({
    name: "signalbox_queue_depth",
    help: "Jobs that are due and wait for a worker.",
    registers: [registry],
    async collect() {
      const { ready, oldestSeconds } = await queue.queueDepth();
      this.set(ready);
      age.set(oldestSeconds);
    },
  });
}

/** Does the queue answer? */
export function createQueueCheck(queue: Queue): ReadinessCheck {
  return {
    name: "queue",
    check: async () => {
      await queue.queueDepth();
    },
  };
}
