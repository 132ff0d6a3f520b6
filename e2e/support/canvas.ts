import { expect, type Locator, type Page } from "@playwright/test";

/** A node on the canvas, by its name, in whatever state. */
export function node(page: Page, name: string): Locator {
  return page.getByRole("button", { name: new RegExp(`^${name}, `) });
}

/** Waits until the canvas shows a node in a state, such as `succeeded`. */
export async function expectNode(page: Page, name: string, status: string): Promise<void> {
  await expect(page.getByRole("button", { name: new RegExp(`^${name}, .*\\b${status}\\b`, "i") })).toBeVisible();
}

/** Waits until the indicator in the top bar says so: `Live`, `Catching up`, `Reconnecting` or `Offline`. */
export async function expectLiveness(page: Page, word: RegExp | string): Promise<void> {
  await expect(page.locator("[data-liveness]")).toHaveText(word);
}

/** Writes down, inside the page, each status that each node takes from now on. */
export async function recordStatuses(page: Page): Promise<StatusRecord> {
  await page.evaluate(() => {
    const seen: [string, string][] = [];
    Object.assign(window, { seenStatuses: seen });
    const note = (element: Element) => {
      const status = element.getAttribute("data-status");
      if (element.id.startsWith("node-") && status !== null) seen.push([element.id.slice("node-".length), status]);
    };
    new MutationObserver((changes) => {
      for (const { target } of changes) if (target instanceof Element) note(target);
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-status"] });
  });
  return {
    all: () => page.evaluate(() => (window as unknown as { seenStatuses?: [string, string][] }).seenStatuses ?? []),
    isSamePage: () => page.evaluate(() => "seenStatuses" in window),
  };
}

export interface StatusRecord {
  /** Node id and status, in the order in which the page showed them. */
  all(): Promise<[nodeId: string, status: string][]>;
  /** False after a reload: what was recorded is gone with the page. */
  isSamePage(): Promise<boolean>;
}

/** Keeps the offsets of a stream's entries that reach the page by its socket, in order of arrival. */
export function recordOffsets(page: Page, stream: () => string): number[] {
  const offsets: number[] = [];
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      // Socket.IO: packet type 4 (message), 2 (event), then a JSON array of the event's name and payload.
      const text = payload.toString();
      if (!text.startsWith('42["entries"')) return;
      const [, frame] = JSON.parse(text.slice(2)) as [string, { stream: string; entries: { offset: number }[] }];
      if (frame.stream === stream()) offsets.push(...frame.entries.map((entry) => entry.offset));
    });
  });
  return offsets;
}
