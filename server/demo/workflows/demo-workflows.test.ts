import { expect, test } from "vitest";
import { validateGraph } from "#lib/domain/graph/graph-validation";
import { cityRollout } from "./city-rollout.ts";
import { companyProfile } from "./company-profile.ts";
import { fleetInspection } from "./fleet-inspection.ts";
import { newCustomer } from "./new-customer.ts";
import { nightlyPipeline } from "./nightly-pipeline.ts";
import { researchReport } from "./research-report.ts";
import { supplierSync } from "./supplier-sync.ts";
import { supportTriage } from "./support-triage.ts";

const demos = [
  supportTriage,
  researchReport,
  nightlyPipeline,
  supplierSync,
  companyProfile,
  newCustomer("wf_1"),
  cityRollout,
  fleetInspection,
];

test.each(demos)("$name can be stored and run", ({ graph }) => {
  expect(validateGraph(graph).problems).toEqual([]);
});

test.each(demos)("no two nodes of $name lie over each other", ({ graph }) => {
  for (const a of graph.nodes) {
    for (const b of graph.nodes) {
      if (a.id >= b.id) continue;
      const isApart = Math.abs(a.position.x - b.position.x) >= 280 || Math.abs(a.position.y - b.position.y) >= 120;
      expect(isApart, `${a.name} and ${b.name}`).toBe(true);
    }
  }
});

test("the large one has 150 nodes", () => {
  expect(cityRollout.graph.nodes).toHaveLength(150);
});
