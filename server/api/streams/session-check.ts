/**
 * How often an answer that lasts asks the session's or key's row again, in milliseconds: somebody whose session was
 * ended stops receiving within three seconds, even where nothing else tells this process.
 */
export const recheckMs = 2_000;
