import type { Readable } from "node:stream";
import { limits } from "#lib/contract/limits";
import type { HttpAnswer } from "./http-client.ts";

type Read = { ok: true; value: string } | Extract<HttpAnswer, { ok: false }>;

/** Reads a body as text, up to the limit of a node's output. */
export async function readBounded(body: Readable): Promise<Read> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    const buffer = Buffer.from(chunk as Uint8Array);
    bytes += buffer.length;
    if (bytes > limits.nodeValueBytes) {
      body.destroy();
      const message = `The answer is larger than the limit of ${limits.nodeValueBytes} bytes.`;
      return { ok: false, code: "response-too-large", message };
    }
    chunks.push(buffer);
  }
  return { ok: true, value: Buffer.concat(chunks).toString("utf8") };
}
