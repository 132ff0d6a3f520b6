import pino from "pino";
import { describeBus } from "./bus-conformance.ts";
import { createInProcessBusHub } from "./in-process-bus.ts";

describeBus("in process", async () => {
  const hub = createInProcessBusHub({ logger: pino({ level: "silent" }) });
  return { connect: async () => hub.connect() };
});
