import { lookup as dnsLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, request } from "undici";
import type { HttpAnswer, HttpClient, HttpRequest, HttpResponse } from "./http-client.ts";
import { isPrivateAddress } from "./private-address.ts";
import { readBounded } from "./read-bounded.ts";

export interface GuardOptions {
  /** Reaches everything, for closed networks. */
  allowPrivateAddresses: boolean;
  /** Private addresses that may be reached all the same. */
  allowedAddresses?: readonly string[];
}

const redirectLimit = 5;
const connectTimeoutMs = 10_000;
const redirects = new Set([301, 302, 303, 307, 308]);
/** What is carried to another origin; any other header may hold a credential. */
const carriedHeaders = ["accept", "content-type", "idempotency-key"];

class AddressRefused extends Error {}

/**
 * Sends requests to public addresses only. The check stands where the connection is made, on the very addresses that
 * it is made to: a name that answers differently the second time (DNS rebinding) and a redirect to a private address
 * meet it as well. Addresses written as numbers never pass the resolver, so they are checked before.
 */
export function createGuardedHttpClient({ allowPrivateAddresses, allowedAddresses = [] }: GuardOptions): HttpClient {
  const isRefused = (address: string) =>
    !allowPrivateAddresses && !allowedAddresses.includes(address) && isPrivateAddress(address);

  const lookup: LookupFunction = (hostname, options, callback) => {
    dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const allowed = addresses.filter(({ address }) => !isRefused(address));
      const [first] = allowed;
      if (first === undefined) return callback(refusal(hostname, addresses), []);
      if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };

  const agent = new Agent({ connect: { lookup, timeout: connectTimeoutMs }, maxRedirections: 0 } as Agent.Options);

  async function send(wanted: HttpRequest): Promise<HttpAnswer> {
    let current = wanted;
    for (let hop = 0; hop <= redirectLimit; hop += 1) {
      const problem = checkUrl(current.url, isRefused);
      if (problem !== null) return problem;
      const answer = await sendOnce(current, agent);
      const next = answer.ok ? redirectOf(current, answer.response) : null;
      if (next === null) return answer;
      current = next;
    }
    return { ok: false, code: "too-many-redirects", message: `More than ${redirectLimit} redirects.` };
  }

  return { send, close: () => agent.destroy() };
}

function checkUrl(url: string, isRefused: (address: string) => boolean): HttpAnswer | null {
  if (!URL.canParse(url))
    return { ok: false, code: "address-invalid", message: "What stands there is not an address." };
  const { protocol, hostname } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") {
    return { ok: false, code: "address-invalid", message: `'${protocol}' is not http or https.` };
  }
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (isIP(bare) !== 0 && isRefused(bare)) return refusedAnswer(bare);
  return null;
}

async function sendOnce({ method, url, headers, body, signal }: HttpRequest, agent: Agent): Promise<HttpAnswer> {
  try {
    const response = await request(url, {
      dispatcher: agent,
      method: method as "GET",
      headers: { "user-agent": "Signalbox", ...headers },
      ...(body !== undefined && { body }),
      signal,
    });
    const text = await readBounded(response.body);
    if (!text.ok) return text;
    return {
      ok: true,
      response: { status: response.statusCode, headers: flat(response.headers), text: text.value, url },
    };
  } catch (error) {
    signal.throwIfAborted();
    const refused = causeOf(error);
    if (refused !== null) return { ok: false, code: "address-refused", message: refused.message };
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, code: "connection-failed", message: `${new URL(url).host} could not be reached: ${message}` };
  }
}

function redirectOf(request: HttpRequest, { status, headers }: HttpResponse): HttpRequest | null {
  const { location } = headers;
  if (!redirects.has(status) || location === undefined || !URL.canParse(location, request.url)) return null;
  const url = new URL(location, request.url);
  const isSameOrigin = url.origin === new URL(request.url).origin;
  const kept = Object.entries(request.headers).filter(([name]) => isSameOrigin || carriedHeaders.includes(name));
  const becomesGet = status === 303 || (request.method === "POST" && (status === 301 || status === 302));
  return {
    ...request,
    url: url.href,
    headers: Object.fromEntries(kept),
    ...(becomesGet && { method: "GET", body: undefined }),
  };
}

function refusal(hostname: string, addresses: readonly LookupAddress[]): AddressRefused {
  const found = addresses.map(({ address }) => address).join(", ");
  return new AddressRefused(`${hostname} is ${found}, a private address; nodes may call public addresses only.`);
}

function refusedAnswer(address: string): HttpAnswer {
  const message = `${address} is a private address; nodes may call public addresses only.`;
  return { ok: false, code: "address-refused", message };
}

function causeOf(error: unknown): AddressRefused | null {
  if (error instanceof AddressRefused) return error;
  return error instanceof Error && error.cause !== undefined ? causeOf(error.cause) : null;
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value] as const],
  );
  return Object.fromEntries(pairs.filter(([name]) => name !== "set-cookie"));
}
