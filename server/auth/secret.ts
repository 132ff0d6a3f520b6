import { randomBytes } from "node:crypto";
import path from "node:path";
import { keepSecret } from "./kept-secret.ts";

/**
 * The secret that signs sessions: `NEXTAUTH_SECRET`, or one made at the first start and kept in `<dataDir>/secret`.
 * Replicas must share one, so they need the setting.
 */
export async function loadSecret(options: {
  config: { secret: string | undefined };
  dataDir: string;
}): Promise<string> {
  if (options.config.secret !== undefined) return options.config.secret;
  return keepSecret({
    file: path.join(options.dataDir, "secret"),
    make: () => randomBytes(48).toString("base64url"),
    minLength: 32,
  });
}
