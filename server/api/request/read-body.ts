import { ok, type Result, refuse } from "#lib/contract/problem";

/**
 * Reads a body as UTF-8 text, and stops at the limit: a body that is announced too large is not read at all, one that
 * turns out too large is left where the limit was passed. Refuses with `too-large`, which names the limit.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Result<string>> {
  const announced = request.headers.get("content-length");
  if (announced !== null) {
    // HTTP itself cuts the body at the announced length, so no counting is needed.
    return Number(announced) > maxBytes ? refuseTooLarge(maxBytes) : ok(await request.text());
  }
  if (request.body === null) return ok("");
  return readCounted(request.body, maxBytes);
}

async function readCounted(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Result<string>> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return ok(Buffer.concat(chunks).toString("utf8"));
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return refuseTooLarge(maxBytes);
    }
    chunks.push(value);
  }
}

function refuseTooLarge(maxBytes: number) {
  return refuse("too-large", `The body is larger than the limit of ${maxBytes} bytes.`, {
    field: "(body)",
    limit: maxBytes,
  });
}
