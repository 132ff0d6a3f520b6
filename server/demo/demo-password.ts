import { randomInt } from "node:crypto";
import path from "node:path";
import { keepSecret } from "#server/auth/kept-secret";

// Without letters and digits that are mistaken for one another, because people type it off a terminal.
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
const groups = 4;
const groupLength = 4;

/**
 * The password of the demo accounts: `SIGNALBOX_DEMO_PASSWORD`, or one made at the first start (79 bits, such as
 * `k7mp-x2qd-w9ra-3htb`) and kept in `<dataDir>/demo-password`, so that the next start can print it again.
 */
export async function loadDemoPassword(options: {
  config: { demoPassword: string | undefined };
  dataDir: string;
}): Promise<string> {
  if (options.config.demoPassword !== undefined) return options.config.demoPassword;
  return keepSecret({ file: path.join(options.dataDir, "demo-password"), make: makePassword, minLength: 8 });
}

function makePassword(): string {
  return Array.from({ length: groups }, makeGroup).join("-");
}

function makeGroup(): string {
  return Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join("");
}
