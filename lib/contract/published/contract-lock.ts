import type { JsonSchema } from "./json-schema.ts";
import type { PublishedEvent } from "./json-schema-events.ts";
import { findIncompatibilities, isSameSchema } from "./schema-compatibility.ts";

/** What was published last, by the event's type. */
export type ContractLock = Record<string, { version: number; input: JsonSchema; output: JsonSchema }>;

export interface ContractComparison {
  /** Changes that break somebody: each names the event and the field. */
  breaking: string[];
  /** Changes that break nobody, and have yet to be written to the lock. */
  unpublished: string[];
}

/** Compares the events of this build with what was published. An event breaks nobody where its version was raised. */
export function compareContract(lock: ContractLock, events: readonly PublishedEvent[]): ContractComparison {
  const breaking: string[] = [];
  const unpublished: string[] = [];
  const current = new Map<string, PublishedEvent>(events.map((event) => [event.type, event]));
  for (const type of Object.keys(lock)) {
    if (!current.has(type))
      breaking.push(`${type}: the event is gone; a new name is a new event, the old one must stay`);
  }
  for (const event of events) {
    const { type, version } = event;
    const published = lock[type];
    if (published === undefined) unpublished.push(`${type}: the event is new`);
    else if (version < published.version) {
      breaking.push(`${type}: the version went back from ${published.version} to ${version}`);
    } else if (version > published.version) unpublished.push(`${type}: version ${version} is new`);
    else {
      const problems = problemsOf(published, event);
      breaking.push(...problems.map(({ field, message }) => `${type}: ${field} ${message}`));
      if (problems.length === 0 && !isSame(published, event)) unpublished.push(`${type}: the payload was extended`);
    }
  }
  return { breaking, unpublished };
}

function problemsOf(published: ContractLock[string], event: PublishedEvent) {
  const found = (["input", "output"] as const).flatMap((direction) =>
    findIncompatibilities(published[direction], event[direction], direction),
  );
  // Most narrowings show in both directions; one mention is enough.
  return [...new Map(found.map((problem) => [`${problem.field} ${problem.message}`, problem])).values()];
}

function isSame(published: ContractLock[string], event: PublishedEvent): boolean {
  return isSameSchema(published.input, event.input) && isSameSchema(published.output, event.output);
}

/** The lock of these events. */
export function toContractLock(events: readonly PublishedEvent[]): ContractLock {
  return Object.fromEntries(events.map(({ type, version, input, output }) => [type, { version, input, output }]));
}
