import { Worker } from "node:worker_threads";
import { z } from "zod";
import { type Position, positionSchema } from "#lib/contract/graph";
import { placeInLayers } from "./place-in-layers.ts";

interface LayoutNode {
  id: string;
}
interface LayoutEdge {
  id: string;
  source: string;
  target: string;
}

/** Gives every node of a graph a place, from left to right. */
export interface GraphLayout {
  place(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Promise<Map<string, Position>>;
  close(): Promise<void>;
}

/** 5,000 nodes take about a second and a half; a graph that takes longer is drawn plainly. */
const patienceMs = 10_000;

const answerSchema = z.object({ job: z.number(), places: z.array(z.tuple([z.string(), positionSchema])).nullable() });

/**
 * Lays graphs out with ELK's layered algorithm (https://eclipse.dev/elk) in a worker thread, since it computes for
 * up to seconds and the event loop must stay free. The worker starts with the first graph.
 */
export function createGraphLayout(): GraphLayout {
  let worker: Worker | null = null;
  let jobs = 0;
  const waiting = new Map<number, (places: [string, Position][] | null) => void>();

  function giveUp(): void {
    worker = null;
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  }

  function startWorker(): Worker {
    const started = new Worker(new URL("./layout-worker.ts", import.meta.url));
    started.unref();
    started.on("message", (message) => {
      const { job, places } = answerSchema.parse(message);
      waiting.get(job)?.(places);
      waiting.delete(job);
    });
    // Whoever waits gets the plain layout; the next graph gets a new worker.
    started.on("error", giveUp);
    started.on("exit", () => started === worker && giveUp());
    return started;
  }

  return {
    async place(nodes, edges) {
      const plain = () => placeInLayers(nodes, edges);
      const at = worker ?? startWorker();
      worker = at;
      jobs += 1;
      const job = jobs;
      const { promise, resolve } = Promise.withResolvers<[string, Position][] | null>();
      waiting.set(job, resolve);
      const timer = setTimeout(() => {
        if (!waiting.has(job)) return;
        giveUp();
        void at.terminate();
      }, patienceMs);
      const ids = nodes.map(({ id }) => id);
      at.postMessage({ job, ids, edges: edges.map(({ id, source, target }) => ({ id, source, target })) });
      const places = await promise;
      clearTimeout(timer);
      return places === null ? plain() : new Map(places);
    },
    async close() {
      const last = worker;
      giveUp();
      await last?.terminate();
    },
  };
}
