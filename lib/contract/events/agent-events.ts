import { z } from "zod";
import { defineEvent } from "../event-definition.ts";
import { personSchema } from "./example-people.ts";

const streams = ["team", "org"] as const;
const capabilities = z.array(z.string());

/** From 0, never to be relied on, to 1. */
const trust = z.number().min(0).max(1);

/** What a team hears of the agents that work for it. */
export const agentEvents = {
  "agent.registered": defineEvent({
    version: 1,
    streams,
    doc: "An agent was registered.",
    data: z.object({ agentId: z.string(), name: z.string(), capabilities }),
    example: { agentId: "agt_1", name: "summarizer", capabilities: ["summarize"] },
  }),
  "agent.updated": defineEvent({
    version: 1,
    streams,
    doc: "What an agent is or does changed: its name, capabilities, version, or whether it works.",
    data: z.object({
      agentId: z.string(),
      name: z.string(),
      capabilities,
      status: z.enum(["idle", "busy", "disconnected", "disabled"]),
      version: z.string().max(100).optional(),
      /** Who changed it; absent where the agent itself did. */
      by: personSchema.optional(),
      /** Grows with every change: of two descriptions the one with the higher revision is newer. */
      revision: z.int().nonnegative(),
    }),
    example: {
      agentId: "agt_1",
      name: "summarizer",
      capabilities: ["summarize", "translate"],
      status: "idle",
      version: "2.1.0",
      revision: 4,
    },
  }),
  "agent.trust.changed": defineEvent({
    version: 1,
    streams,
    doc: "An agent's trust score moved.",
    data: z.object({
      agentId: z.string(),
      name: z.string(),
      trust,
      previous: trust,
      reason: z.enum(["succeeded", "failed", "timed-out", "guardrail", "age"]),
      /** The task whose outcome moved it. */
      taskId: z.string().optional(),
    }),
    example: {
      agentId: "agt_1",
      name: "summarizer",
      trust: 0.82,
      previous: 0.87,
      reason: "timed-out",
      taskId: "task_1",
    },
  }),
  "agent.connected": defineEvent({
    version: 1,
    streams,
    doc: "An agent is there and takes work.",
    data: z.object({ agentId: z.string(), name: z.string() }),
    example: { agentId: "agt_1", name: "summarizer" },
  }),
  "agent.disconnected": defineEvent({
    version: 1,
    streams,
    doc: "An agent is gone; after a grace time its tasks go back to the queue.",
    data: z.object({ agentId: z.string(), name: z.string(), reason: z.enum(["left", "heartbeat-lost", "disabled"]) }),
    example: { agentId: "agt_1", name: "summarizer", reason: "heartbeat-lost" },
  }),
} as const;
