import { limits } from "#lib/contract/limits";
import type { Signal, SignalData } from "#lib/contract/signal";
import type { Bus } from "#server/bus/bus";
import type { Connection } from "../connections/connection.ts";
import { identityOf } from "../connections/connection.ts";
import type { GatewayServer } from "../connections/gateway-socket.ts";
import type { StreamHub } from "../delivery/stream-hub.ts";
import type { GatewayMetrics } from "../gateway-metrics.ts";
import { createPresenceBoard, type PresenceSignal } from "./presence-board.ts";
import { createSignalMerger } from "./signal-merger.ts";

/** Signals are dropped at half of the buffer at which pushing stops: they go first (rule S10). */
const dropAboveBytes = limits.socketBufferBytes / 2;
/** How long signals are gathered, in milliseconds: two frames of a screen. */
const defaultMergeMs = 30;
/** How often a replica repeats its presences to the others, in milliseconds. */
const repeatPresenceMs = 15_000;

/** Signals beside the streams (rule S9): to the watchers here, and over the bus to those on other replicas. */
export interface SignalRelay {
  /** A signal of this server, such as a node's output. */
  emit(signal: Signal): void;
  /** A client says where it is. */
  emitPresence(connection: Connection, stream: string, data: SignalData<"presence">): void;
  /** Tells a newcomer who is there. */
  welcome(connection: Connection, stream: string): void;
  /** A client no longer watches: the others see it go. */
  leave(connection: Connection, stream: string): void;
  close(): void;
}

interface RelayDeps {
  io: GatewayServer;
  bus: Bus;
  hub: StreamHub;
  metrics: GatewayMetrics;
  mergeMs?: number | undefined;
}

/** Sends signals on, merged, and past sockets whose buffers fill up. */
export function createSignalRelay(deps: RelayDeps): SignalRelay {
  const { io, bus, hub, metrics, mergeMs = defaultMergeMs } = deps;
  const board = createPresenceBoard(Date.now);
  const merger = createSignalMerger({ mergeMs, deliver: publish });
  const stopBus = bus.subscribe((message) => {
    if (message.kind !== "signal") return;
    if (message.signal.type === "presence") board.note(message.signal, "remote");
    deliverHere(message.signal);
  });
  const presenceTimer = setInterval(keepPresence, repeatPresenceMs);

  function publish(signal: Signal): void {
    deliverHere(signal);
    bus.publish({ kind: "signal", signal });
  }

  /** Past the watchers whose buffers fill up, and the one that it is from. */
  function deliverHere(signal: Signal): void {
    const skipped: string[] = [];
    for (const socket of hub.readers(signal.stream)) {
      if (socket.unsentBytes() > dropAboveBytes) skipped.push(socket.id);
    }
    if (skipped.length > 0) metrics.signalsDropped(skipped.length);
    if (signal.from !== null) skipped.push(signal.from.clientId);
    io.local.to(signalsRoom(signal.stream)).except(skipped).emit("signal", signal);
  }

  /** Replicas that came later learn who is here; those that went without a word are forgotten. */
  function keepPresence(): void {
    for (const signal of board.local()) bus.publish({ kind: "signal", signal });
    for (const signal of board.expireRemote(3 * repeatPresenceMs)) deliverHere(signal);
  }

  return {
    emit: (signal) => merger.add(signal),
    emitPresence(connection, stream, data) {
      const { id, name } = identityOf(connection.actor);
      const signal: PresenceSignal = {
        stream,
        type: "presence",
        data,
        from: { clientId: connection.id, userId: id, name },
      };
      board.note(signal, "local");
      merger.add(signal);
    },
    welcome({ id, socket }, stream) {
      void socket.join(signalsRoom(stream));
      for (const signal of board.of(stream)) {
        if (signal.from?.clientId !== id) socket.emit("signal", signal);
      }
    },
    leave({ id, socket }, stream) {
      void socket.leave(signalsRoom(stream));
      const gone = board.leave(stream, id);
      if (gone !== null) merger.add(gone);
    },
    close() {
      merger.flush();
      merger.close();
      stopBus();
      clearInterval(presenceTimer);
    },
  };
}

/** The room whose members get a stream's signals: the sockets that watch it. */
function signalsRoom(stream: string): string {
  return `signals/${stream}`;
}
