import { afterEach, describe, expect, it, vi } from "vitest";
import type { Bus, BusMessage } from "./bus.ts";

/** What a suite's adapter gives: ports of one bus, as replicas would hold them. */
export interface BusUnderTest {
  /** A further port of the same bus, ready to hear. */
  connect(): Promise<Bus>;
  /** Frees what the bus itself holds, once its ports are closed. */
  close?(): Promise<void>;
}

/** The promises of the bus port, for every adapter to keep. */
export function describeBus(name: string, open: () => Promise<BusUnderTest>): void {
  describe(`bus: ${name}`, () => {
    const closing: (() => Promise<void>)[] = [];

    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });

    async function connectPorts(count: number): Promise<[Bus, ...Bus[]]> {
      const bus = await open();
      if (bus.close !== undefined) closing.push(bus.close);
      const ports: Bus[] = [];
      for (let index = 0; index < count; index++) {
        const port = await bus.connect();
        closing.push(() => port.close());
        ports.push(port);
      }
      const [first, ...others] = ports;
      if (first === undefined) throw new Error("a test needs a port");
      return [first, ...others];
    }

    it("brings a message to every other port", async () => {
      const [sender, ...others] = await connectPorts(3);
      const heard = others.map(recordMessages);

      sender.publish(membershipOf("usr_1"));

      for (const messages of heard) await vi.waitFor(() => expect(messages).toEqual([membershipOf("usr_1")]));
    });

    it("is not heard by the port that sent it", async () => {
      const [sender, other] = await connectPorts(2);
      const own = recordMessages(sender);
      const others = other === undefined ? [] : recordMessages(other);

      sender.publish(membershipOf("usr_1"));
      other?.publish(membershipOf("usr_2"));

      // Once the answer is here, an echo of what was sent before it would be too.
      await vi.waitFor(() => expect(own).toContainEqual(membershipOf("usr_2")));
      expect(own).toEqual([membershipOf("usr_2")]);
      await vi.waitFor(() => expect(others).toEqual([membershipOf("usr_1")]));
    });

    it("delivers after the publisher's turn, never inside it", async () => {
      const [sender, other] = await connectPorts(2);
      const heard = other === undefined ? [] : recordMessages(other);

      sender.publish(membershipOf("usr_1"));

      expect(heard).toEqual([]);
      await vi.waitFor(() => expect(heard).toHaveLength(1));
    });

    it("keeps the order of one sender's messages", async () => {
      const [sender, other] = await connectPorts(2);
      const heard = other === undefined ? [] : recordMessages(other);
      const sent = Array.from({ length: 200 }, (_, index) => membershipOf(`usr_${index}`));

      for (const message of sent) sender.publish(message);

      await vi.waitFor(() => expect(heard).toEqual(sent));
    });

    it("carries every kind of message whole", async () => {
      const [sender, other] = await connectPorts(2);
      const heard = other === undefined ? [] : recordMessages(other);

      for (const message of messagesOfEveryKind) sender.publish(message);

      await vi.waitFor(() => expect(heard).toEqual(messagesOfEveryKind));
    });

    it("stops at unsubscribe, for that listener only", async () => {
      const [sender, other] = await connectPorts(2);
      const stopped: BusMessage[] = [];
      const unsubscribe = other?.subscribe((message) => stopped.push(message));
      const heard = other === undefined ? [] : recordMessages(other);

      unsubscribe?.();
      sender.publish(membershipOf("usr_1"));

      await vi.waitFor(() => expect(heard).toHaveLength(1));
      expect(stopped).toEqual([]);
    });

    it("lets the other listeners hear when one throws", async () => {
      const [sender, other] = await connectPorts(2);
      other?.subscribe(() => {
        throw new Error("a listener's mistake");
      });
      const heard = other === undefined ? [] : recordMessages(other);

      sender.publish(membershipOf("usr_1"));
      sender.publish(membershipOf("usr_2"));

      await vi.waitFor(() => expect(heard).toHaveLength(2));
    });

    it("neither hears nor throws once it is closed", async () => {
      const [sender, closed, witness] = await connectPorts(3);
      const silent = closed === undefined ? [] : recordMessages(closed);
      const heard = witness === undefined ? [] : recordMessages(witness);

      await closed?.close();
      closed?.publish(membershipOf("usr_gone"));
      sender.publish(membershipOf("usr_1"));

      await vi.waitFor(() => expect(heard).toEqual([membershipOf("usr_1")]));
      expect(silent).toEqual([]);
    });
  });
}

function recordMessages(bus: Bus): BusMessage[] {
  const messages: BusMessage[] = [];
  bus.subscribe((message) => messages.push(message));
  return messages;
}

function membershipOf(userId: string): BusMessage {
  return { kind: "membership-changed", userId };
}

const messagesOfEveryKind: BusMessage[] = [
  {
    kind: "committed",
    batches: [
      {
        stream: "run:run_1",
        entries: [
          {
            specversion: "1.0",
            id: "evt_1",
            source: "/orgs/org_1/runs/run_1",
            type: "run.node.started",
            time: "2026-11-01T12:00:00.000Z",
            dataschema: "/schemas/run.node.started/1",
            data: { nodeId: "n1", attempt: 1 },
            stream: "run:run_1",
            offset: 7,
          },
        ],
      },
    ],
  },
  {
    kind: "signal",
    signal: {
      stream: "run:run_1",
      type: "run.node.output",
      data: { nodeId: "n1", attempt: 1, seq: 0, text: "Straße 🚂" },
      from: null,
    },
  },
  { kind: "session-ended", sessionId: "ses_1", reason: "revoked" },
  { kind: "membership-changed", userId: "usr_1" },
];
