import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** What the gateway tells about itself. */
export interface GatewayMetrics {
  socketOpened(): void;
  socketClosed(): void;
  handshakeRefused(code: string): void;
  /** A client's event was answered; `outcome` is `ok` or the refusal's code. */
  eventAnswered(event: string, outcome: string): void;
  /** Entries handed to sockets: entries times sockets. */
  entriesDelivered(count: number): void;
  /** From the moment a batch's commit was heard to the moment its frame was written, in seconds. */
  frameWritten(seconds: number): void;
  /** A replay reached the live stream after so many entries. */
  replayed(entries: number): void;
  readerReset(): void;
  /** A socket's buffer was full, so that pushing stopped (rule S10). */
  readerLagged(): void;
  signalsDropped(count: number): void;
  /** A gap before the live stream was filled from the log. */
  gapFilled(entries: number): void;
}

/** Registers the gateway's Prometheus metrics. */
export function createGatewayMetrics(registry: Registry): GatewayMetrics {
  const registers = [registry];
  const sockets = new Gauge({ name: "signalbox_sockets", help: "Connected sockets.", registers });
  const refusals = new Counter({
    name: "signalbox_handshakes_refused_total",
    help: "Refused handshakes by code.",
    labelNames: ["code"],
    registers,
  });
  const events = new Counter({
    name: "signalbox_socket_events_total",
    help: "Events of clients by name and outcome.",
    labelNames: ["event", "outcome"],
    registers,
  });
  const delivered = new Counter({
    name: "signalbox_entries_delivered_total",
    help: "Entries handed to sockets.",
    registers,
  });
  const latency = new Histogram({
    name: "signalbox_delivery_latency_seconds",
    help: "From the commit being heard to the frame being written.",
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  const replays = new Histogram({
    name: "signalbox_replay_entries",
    help: "Entries of one replay.",
    buckets: [0, 1, 10, 100, 1_000, 10_000, 100_000],
    registers,
  });
  const resets = new Counter({ name: "signalbox_reader_resets_total", help: "Readers told to reset.", registers });
  const lags = new Counter({ name: "signalbox_reader_lags_total", help: "Readers that lagged.", registers });
  const dropped = new Counter({ name: "signalbox_signals_dropped_total", help: "Signals not sent.", registers });
  const gaps = new Counter({
    name: "signalbox_gap_entries_total",
    help: "Entries read from the log to fill gaps before the live stream.",
    registers,
  });

  return {
    socketOpened: () => sockets.inc(),
    socketClosed: () => sockets.dec(),
    handshakeRefused: (code) => refusals.inc({ code }),
    eventAnswered: (event, outcome) => events.inc({ event, outcome }),
    entriesDelivered: (count) => delivered.inc(count),
    frameWritten: (seconds) => latency.observe(seconds),
    replayed: (entries) => replays.observe(entries),
    readerReset: () => resets.inc(),
    readerLagged: () => lags.inc(),
    signalsDropped: (count) => dropped.inc(count),
    gapFilled: (entries) => gaps.inc(entries),
  };
}
