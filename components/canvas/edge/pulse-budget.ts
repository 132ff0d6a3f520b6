/** How long a pulse travels, in milliseconds. */
export const pulseMs = 700;
/** Pulses that travel at once: more cannot be followed by an eye, and each is a layer of its own. */
const mostAtOnce = 6;

/** Says whether another pulse may begin now. A hand-over without one still lights its edge. */
export type PulseBudget = () => boolean;

/** `isQuiet` says whether the diagram stands still: in one that moves under the hand nobody can follow a pulse. */
export function createPulseBudget(isQuiet: () => boolean, now: () => number = () => performance.now()): PulseBudget {
  let begun: number[] = [];
  return () => {
    begun = begun.filter((at) => now() - at < pulseMs);
    if (begun.length >= mostAtOnce || !isQuiet()) return false;
    begun.push(now());
    return true;
  };
}
