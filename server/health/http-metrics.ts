import { Counter, Histogram, type Registry } from "prom-client";

/** What the REST API tells about itself. */
export interface HttpMetrics {
  /** `route` is the pattern, never the address: addresses are without end. */
  answered(method: string, route: string, status: number, seconds: number): void;
  streamOpened(): void;
  streamClosed(): void;
  eventsTaken(counts: { accepted: number; duplicates: number; rejected: number }): void;
}

/** Counts and times what the REST API answers, in the registry given. */
export function createHttpMetrics(registry: Registry): HttpMetrics {
  const registers = [registry];
  const requests = new Histogram({
    name: "signalbox_http_request_seconds",
    help: "Time to answer a request of the REST API.",
    labelNames: ["method", "route", "status"],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
    registers,
  });
  const streams = new Counter({
    name: "signalbox_event_streams_total",
    help: "Server-Sent Events answers, opened and closed.",
    labelNames: ["change"],
    registers,
  });
  const events = new Counter({
    name: "signalbox_ingested_events_total",
    help: "Events of POST /events by outcome.",
    labelNames: ["outcome"],
    registers,
  });
  return {
    answered: (method, route, status, seconds) => requests.observe({ method, route, status: String(status) }, seconds),
    streamOpened: () => streams.inc({ change: "opened" }),
    streamClosed: () => streams.inc({ change: "closed" }),
    eventsTaken({ accepted, duplicates, rejected }) {
      if (accepted > 0) events.inc({ outcome: "accepted" }, accepted);
      if (duplicates > 0) events.inc({ outcome: "duplicate" }, duplicates);
      if (rejected > 0) events.inc({ outcome: "rejected" }, rejected);
    },
  };
}
