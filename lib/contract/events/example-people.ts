import { z } from "zod";

/** A person as an event names one. */
export const personSchema = z.object({ id: z.string(), name: z.string() });

/** A person for the catalogue's examples. */
export const olga = { id: "usr_1", name: "Olga Operator" };
