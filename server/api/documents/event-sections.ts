import { html } from "hono/html";
import { z } from "zod";
import type { AsyncApiDocument } from "./asyncapi.ts";
import { prose } from "./prose.ts";
import { schemaTable } from "./schema-table.ts";

const channelSchema = z.looseObject({
  address: z.string(),
  description: z.string().default(""),
  messages: z.record(z.string(), z.unknown()),
});

const messageSchema = z.looseObject({
  name: z.string(),
  summary: z.string().default(""),
  payload: z.looseObject({ properties: z.record(z.string(), z.looseObject({})).optional() }),
  examples: z.array(z.object({ payload: z.unknown() })).default([]),
});

/** The event part of the docs page: a section a channel, a fold a message. */
export function eventSections(asyncApi: AsyncApiDocument) {
  return Object.entries(asyncApi.channels).map(([name, channel]) => {
    const { address, description, messages } = channelSchema.parse(channel);
    return html`<section id="channel-${name}">
      <h2>${name}</h2>
      <p><code>${address}</code> ${prose(description)}</p>
      ${Object.keys(messages).map((key) => message(name, asyncApi.components.messages[key]))}
    </section>`;
  });
}

function message(channel: string, described: unknown) {
  const { name, summary, payload, examples } = messageSchema.parse(described);
  // Of an entry, the envelope is the same everywhere: what differs is its data.
  const data = payload.properties?.dataschema === undefined ? payload : (payload.properties.data ?? {});
  const [example] = examples;
  return html`<details id="${channel}-${name}">
    <summary><span class="path">${name}</span><span class="what">${summary}</span></summary>
    <div>
      ${schemaTable(data, `Data of ${name}`)}
      ${example === undefined ? "" : html`<pre tabindex="0">${JSON.stringify(example.payload, null, 2)}</pre>`}
    </div>
  </details>`;
}
