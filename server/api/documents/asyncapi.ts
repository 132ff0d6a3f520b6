import { dataSchemaPath, type EventType, eventDefinition, eventTypes } from "#lib/contract/catalogue";
import { entrySchema } from "#lib/contract/entry";
import { heartbeatMs, protocolVersion } from "#lib/contract/limits";
import { type JsonSchema, toJsonSchema } from "#lib/contract/published/json-schema";
import { signalSchemas } from "#lib/contract/signal";
import { clientEventSchemas, handshakeSchema } from "#lib/contract/socket";
import { type StreamKind, streamKinds } from "#lib/contract/stream-name";

export interface AsyncApiDocument {
  asyncapi: "3.0.0";
  info: JsonSchema;
  defaultContentType: string;
  servers: JsonSchema;
  channels: Record<string, JsonSchema>;
  operations: Record<string, JsonSchema>;
  components: { messages: Record<string, JsonSchema> };
}

/** Who receives each kind of stream, and whether it must be asked for. */
const audiences: Record<StreamKind, string> = {
  system: "Every connected user. Joined by the server.",
  org: "Every member of the organization. Joined by the server.",
  admins: "The organization's owners and admins. Joined by the server.",
  team: "The team's members, and the organization's owners and admins. Joined by the server.",
  user: "That user, on every device. Joined by the server.",
  run: "Who may read the run, with `watch`.",
  task: "Who may read the task, with `watch`.",
  doc: "Who may read the workflow, with `watch`.",
};

/** The AsyncAPI 3 document of the streams and the socket, made of the catalogue, the signals and the socket's schemas. */
export function buildAsyncApi({ publicUrl }: { publicUrl: string }): AsyncApiDocument {
  const url = new URL(publicUrl);
  const kinds = streamKinds.filter((kind) => typesOn(kind).length > 0);
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Signalbox",
      version: "1",
      description:
        `Entries of streams are CloudEvents 1.0 with \`stream\` and \`offset\`. They travel over Socket.IO (protocol ` +
        `${protocolVersion}, at \`/socket.io/\`), and over Server-Sent Events, long-poll and poll at ` +
        `\`/api/v1/streams/{stream}/events\`. Heads are announced every ${heartbeatMs / 1000} s.`,
      license: { name: "MIT" },
    },
    defaultContentType: "application/json",
    servers: {
      socket: {
        host: url.host,
        pathname: "/socket.io/",
        protocol: url.protocol === "https:" ? "wss" : "ws",
        description: `Socket.IO 4. The handshake's \`auth\`: ${Object.keys(handshakeSchema.shape).join(", ")}.`,
      },
      http: {
        host: url.host,
        pathname: "/api/v1",
        protocol: url.protocol.slice(0, -1),
        description: "Server-Sent Events, long-poll and poll.",
      },
    },
    channels: {
      ...Object.fromEntries(kinds.map((kind) => [kind, streamChannel(kind)])),
      signals: {
        address: "signal",
        description: "What only matters now: never stored, may be dropped or merged.",
        messages: references(Object.keys(signalSchemas).map((type) => `signal.${type}`)),
        servers: [{ $ref: "#/servers/socket" }],
      },
      socket: {
        address: "/",
        description:
          "What a client asks of the server; each is acknowledged with `{ ok: true, … }` or a refusal's code.",
        messages: references(Object.keys(clientEventSchemas).map((event) => `client.${event}`)),
        servers: [{ $ref: "#/servers/socket" }],
      },
    },
    operations: {
      ...Object.fromEntries(kinds.map((kind) => [`send-${kind}`, operation("send", kind)])),
      "send-signals": operation("send", "signals"),
      "receive-socket": operation("receive", "socket"),
    },
    components: {
      messages: {
        ...Object.fromEntries(eventTypes.map((type) => [type, entryMessage(type)])),
        ...Object.fromEntries(
          Object.entries(signalSchemas).map(([type, schema]) => [
            `signal.${type}`,
            { name: type, title: type, payload: toJsonSchema(schema, { io: "output", target: "draft-7" }) },
          ]),
        ),
        ...Object.fromEntries(
          Object.entries(clientEventSchemas).map(([event, schema]) => [
            `client.${event}`,
            { name: event, title: event, payload: toJsonSchema(schema, { io: "input", target: "draft-7" }) },
          ]),
        ),
      },
    },
  };
}

function typesOn(kind: StreamKind): EventType[] {
  return eventTypes.filter((type) => eventDefinition(type).streams.includes(kind));
}

function streamChannel(kind: StreamKind): JsonSchema {
  return {
    address: kind === "system" ? "system" : `${kind}:{id}`,
    description: audiences[kind],
    messages: references(typesOn(kind)),
    ...(kind !== "system" && { parameters: { id: { description: `The id of the ${kind}.` } } }),
  };
}

function operation(action: "send" | "receive", channel: string): JsonSchema {
  return { action, channel: { $ref: `#/channels/${channel}` } };
}

function references(names: readonly string[]): JsonSchema {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }]));
}

/** An entry whose type is fixed and whose data is that type's. */
function entryMessage(type: EventType): JsonSchema {
  const { doc, data, example } = eventDefinition(type);
  const entry = toJsonSchema(entrySchema, { io: "output", target: "draft-7" });
  const properties = {
    ...(entry.properties as JsonSchema),
    type: { type: "string", const: type },
    dataschema: { type: "string", const: dataSchemaPath(type) },
    data: toJsonSchema(data, { io: "output", target: "draft-7" }),
  };
  return {
    name: type,
    title: type,
    summary: doc,
    contentType: "application/cloudevents+json",
    payload: { ...entry, properties },
    examples: [{ name: "example", payload: exampleEntry(type, data.parse(example)) }],
  };
}

function exampleEntry(type: EventType, data: unknown): JsonSchema {
  const [kind = "system"] = eventDefinition(type).streams;
  return {
    specversion: "1.0",
    id: "evt_1",
    source: "/orgs/org_acme",
    type,
    time: "2026-11-01T12:00:00.000Z",
    dataschema: dataSchemaPath(type),
    data,
    stream: kind === "system" ? "system" : `${kind}:1`,
    offset: 1,
  };
}
