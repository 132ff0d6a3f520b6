/** One thing that has to work for this server to be of use; rejects, or takes too long, where it does not. */
export interface ReadinessCheck {
  name: string;
  check(): Promise<void>;
}

export interface Readiness {
  ready: boolean;
  checks: { name: string; error: unknown }[];
}

/** Longer than this is not ready, in milliseconds: an orchestrator's probe gives up soon after. */
const patienceMs = 2_000;

/** Asks all checks at once. */
export async function askReadiness(checks: readonly ReadinessCheck[]): Promise<Readiness> {
  const answers = await Promise.all(checks.map(ask));
  return { ready: answers.every(({ error }) => error === null), checks: answers };
}

async function ask({ name, check }: ReadinessCheck): Promise<Readiness["checks"][number]> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  try {
    await Promise.race([check(), tooLate]);
    return { name, error: null };
  } catch (error) {
    return { name, error };
  } finally {
    clearTimeout(timer);
  }
}
