import { type BenchmarkResult, formatNumber } from "./figure.ts";

/** The figures as the page `docs/performance.md`: each beside its baseline, with the ratio and what was asked for. */
export function toMarkdown(
  results: readonly BenchmarkResult[],
  run: { machine: string; node: string; date: string },
): string {
  return [
    "# Performance",
    "",
    "Written by `npm run bench -- --write`. Machines differ and are noisy: read the ratios, which compare with a",
    "baseline measured in the same run, before the absolute figures.",
    "",
    `Machine: ${run.machine}. Node ${run.node}. ${run.date}.`,
    ...results.flatMap(section),
    "",
  ].join("\n");
}

function section({ title, method, figures }: BenchmarkResult): string[] {
  return [
    "",
    `## ${title}`,
    "",
    method,
    "",
    "| figure | Signalbox | baseline | ratio | asked for | met |",
    "|---|---|---|---|---|---|",
    ...figures.map((figure) => {
      const { name, unit, ours, baseline, target } = figure;
      const cells = [
        name,
        `${formatNumber(ours)} ${unit}`,
        baseline === undefined ? "" : `${formatNumber(baseline.value)} ${unit} (${baseline.what})`,
        baseline === undefined ? "" : formatNumber(ours / baseline.value),
        target?.text ?? "",
        target === undefined ? "" : target.met ? "yes" : "**no**",
      ];
      return `| ${cells.join(" | ")} |`;
    }),
  ];
}
