/** One measured figure beside its baseline of the same run. */
export interface Figure {
  name: string;
  unit: string;
  ours: number;
  /** Absent where there is nothing to compare with. */
  baseline?: { what: string; value: number };
  /** What was asked for, in words, and whether the figure meets it; absent where it is only printed. */
  target?: { text: string; met: boolean };
}

export interface BenchmarkResult {
  title: string;
  /** How it was measured, in a sentence or two. */
  method: string;
  figures: Figure[];
}

export interface Benchmark {
  name: string;
  run(): Promise<BenchmarkResult>;
}

/** The value below which a share of the samples lies (nearest rank). `share` is 0 to 1; NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** A figure for people: three significant digits, thousands separated. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return new Intl.NumberFormat("en", { maximumSignificantDigits: value >= 1000 ? 4 : 3 }).format(value);
}
