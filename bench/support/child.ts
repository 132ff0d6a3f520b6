import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A process of its own that answers requests over IPC, so that server and clients do not share an event loop. */
export interface Child {
  readonly pid: number;
  request<Answer>(command: string, argument?: unknown): Promise<Answer>;
  onMessage(listener: (message: unknown) => void): void;
  stop(): Promise<void>;
}

type Reply = { id: number; answer?: unknown; error?: string };

/** Starts a module of the bench as a child process with `--expose-gc`. The module calls `serveRequests`. */
export function startChild(module: URL, env: Record<string, string> = {}): Child {
  const child: ChildProcess = fork(fileURLToPath(module), [], {
    execArgv: ["--expose-gc"],
    env: { ...process.env, NODE_ENV: "production", ...env },
    serialization: "advanced",
  });
  const pending = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const listeners = new Set<(message: unknown) => void>();
  let nextId = 1;
  child.on("message", (message: Reply) => {
    const waiting = pending.get(message.id);
    if (waiting === undefined) {
      for (const listener of listeners) listener(message);
      return;
    }
    pending.delete(message.id);
    if (message.error === undefined) waiting.resolve(message.answer as never);
    else waiting.reject(new Error(message.error));
  });
  child.on("exit", (code) => {
    for (const waiting of pending.values()) waiting.reject(new Error(`${module.pathname} exited with ${code}`));
    pending.clear();
  });
  return {
    pid: child.pid ?? 0,
    request: (command, argument) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        pending.set(id, { resolve, reject });
        child.send({ id, command, argument });
      }),
    onMessage: (listener) => listeners.add(listener),
    stop: async () => {
      if (child.exitCode !== null) return;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.disconnect();
      child.kill("SIGTERM");
      await gone;
    },
  };
}

type Handlers = Record<string, (argument: never) => unknown>;

/** The child's side: answers each request with what its handler returns. */
export function serveRequests(handlers: Handlers): void {
  process.on("message", (message: { id: number; command: string; argument: never }) => {
    void answer(handlers, message);
  });
  process.on("SIGTERM", () => process.exit(0));
}

async function answer(handlers: Handlers, message: { id: number; command: string; argument: never }): Promise<void> {
  try {
    const handler = handlers[message.command];
    if (handler === undefined) throw new Error(`no handler for ${message.command}`);
    process.send?.({ id: message.id, answer: await handler(message.argument) });
  } catch (error) {
    process.send?.({ id: message.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** Tells the parent something it did not ask for. */
export function tellParent(message: unknown): void {
  process.send?.(message);
}

/**
 * Bytes that JavaScript holds after a collection, on and off its heap. Not the resident set: a heap that has once been
 * larger takes in a thousand sockets without growing, and a figure of its growth would flatter.
 */
export function heldBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Milliseconds since the epoch with fractions: comparable between processes of one machine. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
