import { afterAll, beforeAll, describe } from "vitest";
import { describeAppending } from "./appending.ts";
import { describeFailing } from "./failing.ts";
import type { StreamLogUnderTest } from "./log-under-test.ts";
import { describeRandomWriters } from "./random-writers.ts";
import { describeReading } from "./reading.ts";

/** The promises of the StreamLog port, for every adapter and database to keep. */
export function describeStreamLog(name: string, open: () => Promise<StreamLogUnderTest>): void {
  describe(`stream log: ${name}`, () => {
    let opened: StreamLogUnderTest | null = null;

    beforeAll(async () => {
      opened = await open();
    });

    afterAll(async () => {
      await opened?.close();
    });

    function logs(): StreamLogUnderTest {
      if (opened === null) throw new Error("the log is not open yet");
      return opened;
    }

    describeAppending(logs);
    describeReading(logs);
    describeFailing(logs);
    describeRandomWriters(logs);
  });
}
