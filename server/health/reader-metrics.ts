import { Gauge, type Registry } from "prom-client";
import type { GatewayStats } from "#server/realtime/gateway";

const gauges: readonly { name: string; help: string; of: keyof GatewayStats }[] = [
  { name: "signalbox_streams", help: "Streams that somebody reads here.", of: "streams" },
  { name: "signalbox_subscriptions", help: "Streams that sockets read, counted a socket.", of: "subscriptions" },
  { name: "signalbox_sessions_connected", help: "Sessions with a socket here.", of: "sessions" },
  { name: "signalbox_sockets_draining", help: "Sockets whose buffers are full and are waited for.", of: "draining" },
];

/** Measures what the gateway's sockets read, when somebody asks for the metrics. */
export function meterReaders(registry: Registry, gateway: { stats(): GatewayStats }): void {
  for (const { name, help, of } of gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(gateway.stats()[of]);
      },
    });
  }
}
