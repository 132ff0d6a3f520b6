import type { z } from "zod";
import type { EventDefinition } from "./event-definition.ts";
import { adminEvents } from "./events/admin-events.ts";
import { agentEvents } from "./events/agent-events.ts";
import { generationEvents } from "./events/generation-events.ts";
import { orgEvents } from "./events/org-events.ts";
import { policyEvents } from "./events/policy-events.ts";
import { runEvents } from "./events/run-events.ts";
import { systemEvents } from "./events/system-events.ts";
import { teamEvents } from "./events/team-events.ts";
import { userEvents } from "./events/user-events.ts";

/** Every durable event that this build knows, by its type. Types, documents and checks are derived from it. */
export const catalogue = {
  ...runEvents,
  ...teamEvents,
  ...agentEvents,
  ...generationEvents,
  ...policyEvents,
  ...orgEvents,
  ...adminEvents,
  ...userEvents,
  ...systemEvents,
} as const;

export type Catalogue = typeof catalogue;
export type EventType = keyof Catalogue;
export type EventData<T extends EventType> = z.output<Catalogue[T]["data"]>;
export type EventInput<T extends EventType> = z.input<Catalogue[T]["data"]>;
export type RunEventType = keyof typeof runEvents;

export const eventTypes = Object.keys(catalogue) as EventType[];

/** True for a type of this build; a newer server may know others. */
export function isEventType(type: string): type is EventType {
  return Object.hasOwn(catalogue, type);
}

/** The definition behind a type, typed loosely for code that walks the whole catalogue. */
export function eventDefinition(type: EventType): EventDefinition {
  return catalogue[type];
}

/** The address of a payload's schema, as it stands in `dataschema`. */
export function dataSchemaPath(type: EventType): string {
  return `/schemas/${type}/${catalogue[type].version}`;
}
