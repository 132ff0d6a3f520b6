import type { LivenessState } from "#client/liveness";

/** The word for how live the page is. `clock` is the local time of day when it was last certain. */
export function livenessWord(state: LivenessState, clock: string | null): string {
  switch (state) {
    case "live":
      return "Live";
    case "catching-up":
      return "Catching up";
    case "reconnecting":
      return "Reconnecting";
    case "offline":
      return clock === null ? "Offline" : `Offline, as of ${clock}`;
    case "ended":
      return "Signed out";
  }
}

/** What that means for who reads the page. */
export function livenessExplanation(state: LivenessState, clock: string | null): string {
  const since = clock === null ? "" : ` What you see is as of ${clock}.`;
  switch (state) {
    case "live":
      return "Everything the server knows is on this page the moment it happens.";
    case "catching-up":
      return "Connected. Events that happened in the meantime are being fetched, in order, none left out.";
    case "reconnecting":
      return `The connection was lost and is being made again.${since} Nothing will be missed.`;
    case "offline":
      return `The server cannot be reached.${since} It is tried again by itself, and nothing will be missed.`;
    case "ended":
      return `This session has ended.${since} Sign in again to go on.`;
  }
}

/** The local time of day to the second; null for no time. */
export function clockText(time: number): string | null {
  if (time === 0) return null;
  return new Date(time).toLocaleTimeString("en-GB", { hour12: false });
}
