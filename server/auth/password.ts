import { type Algorithm, hash, type Options, verify } from "@node-rs/argon2";

/** Longest password that is looked at, in characters: hashing unbounded input would be a way to burn our time. */
export const passwordLength = 1_024;

/**
 * Argon2id with 19 MiB, 2 passes and 1 thread: the first recommendation of OWASP's Password Storage Cheat Sheet
 * (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id).
 */
export const passwordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

// The declared `const enum` cannot be read under isolatedModules; the value is checked by the hash's own text in the test.
const argon2id = 2 satisfies Algorithm.Argon2id as Algorithm;
const options: Options = { ...passwordCost, algorithm: argon2id };

/**
 * The hash of a password that nobody knows, at the cost above. Checking against it takes as long as checking a real
 * account's, so that the time of an answer does not tell whether an account exists.
 */
export const decoyHash =
  "$argon2id$v=19$m=19456,t=2,p=1$2NjC8sb5ZFwamF2Yxsk66g$8am4L+WSg3osKhucGAOoFpoM6TdRFQ6cwKmwtTZJiLs";

/** Hashes a password for storage. The result is a PHC string that carries its own salt and cost. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, options);
}

/** Is this the account's password? An account without one, or no account (`null`), costs the same time and is refused. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? decoyHash, password);
  return passwordHash !== null && matches;
}
