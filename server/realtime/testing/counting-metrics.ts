import type { GatewayMetrics } from "../gateway-metrics.ts";

/** Metrics that only count, by name. */
export interface CountingMetrics extends GatewayMetrics {
  readonly counts: Record<keyof GatewayMetrics, number>;
}

export function createCountingMetrics(): CountingMetrics {
  const counts: Record<keyof GatewayMetrics, number> = {
    socketOpened: 0,
    socketClosed: 0,
    handshakeRefused: 0,
    eventAnswered: 0,
    entriesDelivered: 0,
    frameWritten: 0,
    replayed: 0,
    readerReset: 0,
    readerLagged: 0,
    signalsDropped: 0,
    gapFilled: 0,
  };
  const count = (name: keyof GatewayMetrics, by = 1): void => {
    counts[name] += by;
  };
  return {
    counts,
    socketOpened: () => count("socketOpened"),
    socketClosed: () => count("socketClosed"),
    handshakeRefused: () => count("handshakeRefused"),
    eventAnswered: () => count("eventAnswered"),
    entriesDelivered: (entries) => count("entriesDelivered", entries),
    frameWritten: () => count("frameWritten"),
    replayed: () => count("replayed"),
    readerReset: () => count("readerReset"),
    readerLagged: () => count("readerLagged"),
    signalsDropped: (signals) => count("signalsDropped", signals),
    gapFilled: (entries) => count("gapFilled", entries),
  };
}
