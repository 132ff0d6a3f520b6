import { z } from "zod";

/** Signals (rule S9): never stored, may be dropped or merged, change no durable state. */
export const signalSchemas = {
  /** Sent by a client: where it is. `null` fields clear. The server writes who it is, and sends `gone` when the socket is. */
  presence: z.object({
    cursor: z.object({ x: z.number(), y: z.number() }).nullable().optional(),
    selection: z.array(z.string().max(200)).max(200).optional(),
    viewport: z.object({ x: z.number(), y: z.number(), zoom: z.number().positive() }).nullable().optional(),
    gone: z.boolean().optional(),
  }),
  /**
   * Text that a node streams, such as a model's tokens. `seq` is where the piece begins in the attempt's whole text, in
   * UTF-16 units from 0: pieces can be merged on their way, and a reader sees where one is missing.
   */
  "run.node.output": z.object({
    nodeId: z.string(),
    item: z.int().optional(),
    attempt: z.int(),
    seq: z.int(),
    text: z.string(),
  }),
  /** How far a node is, 0 to 1. */
  "run.node.progress": z.object({
    nodeId: z.string(),
    item: z.int().optional(),
    progress: z.number().min(0).max(1),
    message: z.string().max(500).optional(),
  }),
} as const;

export type SignalType = keyof typeof signalSchemas;
export type SignalData<T extends SignalType> = z.output<(typeof signalSchemas)[T]>;

/** Signals that clients may send; the others come from the server only. */
export const clientSignalTypes = ["presence"] as const satisfies readonly SignalType[];

/** Who a signal is from, written by the server: one client id a socket. */
const signalSenderSchema = z.object({ clientId: z.string(), userId: z.string(), name: z.string() });
export type SignalSender = z.infer<typeof signalSenderSchema>;

export type Signal = {
  [T in SignalType]: { stream: string; type: T; data: SignalData<T>; from: SignalSender | null };
}[SignalType];
