/** What was opened, to be closed in the opposite order. */
export interface Closers {
  /** Takes over a thing's end; returns the thing. */
  own<T extends { close(): unknown }>(thing: T): T;
  /** Closes everything, the last opened first. One that fails does not keep the others open; the first error is thrown. */
  closeAll(): Promise<void>;
}

/** Begins with nothing to close. */
export function createClosers(): Closers {
  const things: { close(): unknown }[] = [];
  return {
    own(thing) {
      things.push(thing);
      return thing;
    },
    async closeAll() {
      const errors: unknown[] = [];
      for (const thing of things.splice(0).reverse()) {
        try {
          await thing.close();
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0) throw errors[0];
    },
  };
}
