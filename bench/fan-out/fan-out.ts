import { type Child, startChild } from "../support/child.ts";
import { type Benchmark, type BenchmarkResult, percentile } from "../support/figure.ts";

const sockets = 1_000;
const warmUpSockets = 200;
/** Entries on their way at most, so that neither server outruns its clients without bound. */
const window = 400;
const saturationMs = 6_000;
const pacedEntries = 300;
const pacedEveryMs = 20;

interface Measured {
  deliveriesPerSecond: number;
  latencyP50: number;
  latencyP99: number;
  bytesPerConnection: number;
  faults: number;
}

/** Fan-out to a thousand sockets of one organization: throughput, latency at a gentle pace, memory. */
export const fanOut: Benchmark = {
  name: "fan-out",
  async run(): Promise<BenchmarkResult> {
    const bare = await measure(new URL("./bare-server.ts", import.meta.url));
    const ours = await measure(new URL("../support/signalbox-server.ts", import.meta.url));
    const throughput = ours.deliveriesPerSecond / bare.deliveriesPerSecond;
    const latency = ours.latencyP99 / bare.latencyP99;
    const memory = ours.bytesPerConnection / bare.bytesPerConnection;
    const baseline = "bare Socket.IO, one emit an event";
    return {
      title: `Fan-out to ${sockets} sockets`,
      method:
        `Server and clients in a process each; the clients look only at a frame's last offset, except ten that check ` +
        `every offset (faults found: ${ours.faults}). Ours is the whole path: append, commit, publish, deliver. ` +
        `Latency is from the commit (ours) or the emit (baseline) to the client, at ${1000 / pacedEveryMs} entries/s.`,
      figures: [
        {
          name: "deliveries a second at saturation",
          unit: "1/s",
          ours: ours.deliveriesPerSecond,
          baseline: { what: baseline, value: bare.deliveriesPerSecond },
          target: { text: "at least 3 times the baseline", met: throughput >= 3 && ours.faults === 0 },
        },
        {
          name: "commit to client, p50",
          unit: "ms",
          ours: ours.latencyP50,
          baseline: { what: baseline, value: bare.latencyP50 },
        },
        {
          name: "commit to client, p99",
          unit: "ms",
          ours: ours.latencyP99,
          baseline: { what: baseline, value: bare.latencyP99 },
          target: { text: "at most 1.5 times the baseline", met: latency <= 1.5 },
        },
        {
          name: "memory a connection, held after a collection",
          unit: "bytes",
          ours: ours.bytesPerConnection,
          baseline: { what: baseline, value: bare.bytesPerConnection },
          target: { text: "at most 1.5 times the baseline", met: memory <= 1.5 },
        },
      ],
    };
  },
};

async function measure(serverModule: URL): Promise<Measured> {
  const server = startChild(serverModule);
  const clients = startChild(new URL("./socket-clients.ts", import.meta.url));
  try {
    const target = await server.request<{ url: string; auth: unknown; stream: string; head: number }>("listen");
    // The first sockets pay for what all of them share, and the heap has grown to its usual size by then.
    await clients.request("connect", { ...target, count: warmUpSockets, after: target.head });
    await server.request("emit", 50);
    const before = await server.request<number>("memory");
    await clients.request("connect", { ...target, count: sockets - warmUpSockets, after: target.head + 50 });
    const after = await server.request<number>("memory");
    const deliveriesPerSecond = await saturate(server, clients);
    const { p50, p99 } = await pace(server, clients);
    const { faults } = await clients.request<{ faults: number }>("counts");
    return {
      deliveriesPerSecond,
      latencyP50: p50,
      latencyP99: p99,
      bytesPerConnection: (after - before) / (sockets - warmUpSockets),
      faults,
    };
  } finally {
    await clients.stop();
    await server.stop();
  }
}

/** Keeps a window of entries on their way for some seconds; answers how many deliveries that made a second. */
async function saturate(server: Child, clients: Child): Promise<number> {
  let slowest = 0;
  let head = await server.request<number>("emit", 1);
  clients.onMessage((message) => {
    slowest = (message as { progress: number }).progress;
  });
  await until(() => slowest >= head);
  const first = slowest;
  const started = performance.now();
  while (performance.now() - started < saturationMs) {
    const room = window - (head - slowest);
    if (room > window / 4) head = await server.request<number>("emit", room);
    else await nextTurn();
  }
  await until(() => slowest >= head);
  return ((slowest - first) * sockets * 1000) / (performance.now() - started);
}

async function pace(server: Child, clients: Child): Promise<{ p50: number; p99: number }> {
  await clients.request("timed", true);
  let head = 0;
  const started = performance.now();
  for (let index = 0; index < pacedEntries; index += 1) {
    await until(() => performance.now() - started >= index * pacedEveryMs);
    head = await server.request<number>("emit", 1);
  }
  for (;;) {
    const { slowest } = await clients.request<{ slowest: number }>("counts");
    if (slowest >= head) break;
  }
  const received = await clients.request<{ offset: number; at: number }[]>("timed", false);
  const sentAt = await server.request<number[]>("sentAt");
  const samples = received.map(({ offset, at }) => at - (sentAt[offset] ?? Number.NaN)).filter(Number.isFinite);
  return { p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await nextTurn();
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
