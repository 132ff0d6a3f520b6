import type { UserActor } from "#lib/domain/actor";
import type { RunService } from "#server/runs/run-service";
import type { WorkflowService } from "#server/workflows/workflow-service";
import { demoOrganizations, type SeededOrganization } from "../people.ts";
import { cityRollout } from "./city-rollout.ts";
import { companyProfile } from "./company-profile.ts";
import type { DemoWorkflow } from "./demo-graph.ts";
import { fleetInspection } from "./fleet-inspection.ts";
import { newCustomer } from "./new-customer.ts";
import { nightlyPipeline } from "./nightly-pipeline.ts";
import { researchReport } from "./research-report.ts";
import { supplierSync } from "./supplier-sync.ts";
import { supportTriage } from "./support-triage.ts";

/** Who starts what when the demo is opened for the first time. */
export interface DemoRuns {
  starts: { actor: UserActor; workflowId: string; input: unknown }[];
}

/** Stores the demo's workflows and says which runs show them well. */
export async function seedDemoWorkflows(deps: {
  workflows: WorkflowService;
  organizations: readonly SeededOrganization[];
}): Promise<DemoRuns> {
  const { workflows, organizations } = deps;
  const acme = seeded(organizations, "acme");
  const globex = seeded(organizations, "globex");
  const elena = actorOf(acme, "editor@acme.test");
  const olga = actorOf(acme, "operator@acme.test");
  const grace = actorOf(globex, "owner@globex.test");

  const create = async (organization: SeededOrganization, actor: UserActor, demo: DemoWorkflow): Promise<string> => {
    const { name, description, graph, team } = demo;
    const teamId = team === null ? null : (organization.teamIds[team] ?? null);
    const result = await workflows.create(actor, { name, description, graph, teamId });
    if (!result.ok) throw new Error(`the demo workflow ${name} was refused: ${result.message}`);
    return result.value.id;
  };

  await create(acme, elena, cityRollout);
  const nightly = await create(acme, elena, nightlyPipeline);
  const supplier = await create(acme, elena, supplierSync);
  const profile = await create(acme, elena, companyProfile);
  const customer = await create(acme, elena, newCustomer(profile));
  const research = await create(acme, elena, researchReport);
  const triage = await create(acme, elena, supportTriage);
  const fleet = await create(globex, grace, fleetInspection);

  return {
    starts: [
      { actor: olga, workflowId: triage, input: { ticket: "The invoice was charged twice, see invoice 1042." } },
      { actor: elena, workflowId: research, input: { topic: "railway signal boxes" } },
      { actor: elena, workflowId: nightly, input: null },
      { actor: olga, workflowId: supplier, input: { failures: 2 } },
      { actor: olga, workflowId: supplier, input: { failures: 4 } },
      { actor: elena, workflowId: customer, input: { company: "Fabrikam" } },
      { actor: grace, workflowId: fleet, input: null },
    ],
  };
}

/** Really starts them: what the demo shows is what the product does. */
export async function seedDemoRuns(runs: Pick<RunService, "start">, { starts }: DemoRuns): Promise<void> {
  for (const { actor, workflowId, input } of starts) {
    const result = await runs.start(actor, workflowId, { input });
    if (!result.ok) throw new Error(`a demo run was refused: ${result.message}`);
  }
}

function seeded(organizations: readonly SeededOrganization[], slug: string): SeededOrganization {
  const found = organizations.find((organization) => organization.slug === slug);
  if (found === undefined) throw new Error(`the demo has no organization ${slug}`);
  return found;
}

/** A demo person as an actor of their own organization, without a session: this is the server's own doing. */
function actorOf({ slug, orgId, teamIds, userIds }: SeededOrganization, email: string): UserActor {
  const organization = demoOrganizations.find((each) => each.slug === slug);
  const person = organization?.people.find((each) => each.email === email);
  const userId = userIds[email];
  if (organization === undefined || person === undefined || userId === undefined) {
    throw new Error(`the demo has no ${email}`);
  }
  const { name, role } = person;
  const base = { kind: "user" as const, userId, name, email, sessionId: "demo" };
  return { ...base, orgId, orgName: organization.name, role, teamIds: Object.values(teamIds) };
}
