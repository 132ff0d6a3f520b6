import { html } from "hono/html";

/** A sentence with its `code` set as code; everything else is escaped. */
export function prose(text: string) {
  return text.split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}
