import { test as base } from "@playwright/test";
import { type Person, type SignInOptions, signIn } from "./support/person.ts";
import { type ProductServer, startProductServer } from "./support/product-server.ts";
import { connectRawSocket, type RawSocket } from "./support/raw-socket.ts";

interface Fixtures {
  /** Signs somebody in at a browser of their own; it is closed after the test. */
  signedIn(email: string, options?: SignInOptions): Promise<Person>;
  /** A bare socket with somebody's session; it is closed after the test. */
  rawSocket(person: Person): Promise<RawSocket>;
}

/** Specs share one server a worker, with the demo; they may kill it, and start it again. */
export const test = base.extend<Fixtures, { server: ProductServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
    async ({}, use) => {
      const server = await startProductServer();
      await use(server);
      await server.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  async signedIn({ browser, server }, use, testInfo) {
    const people: Person[] = [];
    await use(async (email, options) => {
      const person = await signIn(browser, server, email, options);
      people.push(person);
      return person;
    });
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach("server output", { body: server.output(), contentType: "text/plain" });
    }
    for (const { context } of people) await context.close();
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  async rawSocket({}, use) {
    const sockets: RawSocket[] = [];
    await use(async (person) => {
      const socket = await connectRawSocket(person);
      sockets.push(socket);
      return socket;
    });
    for (const socket of sockets) socket.close();
  },
});

export { expect } from "@playwright/test";
