import type { Config } from "#server/config";
import type { Database } from "#server/db/database";
import { organizations } from "#server/db/schema";
import type { RunService } from "#server/runs/run-service";
import type { WorkflowService } from "#server/workflows/workflow-service";
import type { DemoAccount } from "./demo-account.ts";
import { loadDemoPassword } from "./demo-password.ts";
import { demoOrganizations, seedDemoPeople } from "./people.ts";
import { seedDemoRuns, seedDemoWorkflows } from "./workflows/seed-workflows.ts";

export interface Demo {
  /** Whom to sign in as first. */
  email: string;
  password: string;
  accounts: DemoAccount[];
  /** Starts a few runs, once, so that the first look shows life. */
  startRuns(runs: RunService): Promise<void>;
}

/** Seeds the demo where the data folder is empty; otherwise only says how to sign in. */
export async function seedDemo(deps: {
  config: Config;
  db: Database;
  workflows: WorkflowService;
  now: () => Date;
}): Promise<Demo> {
  const { config, db, workflows, now } = deps;
  const password = await loadDemoPassword({ config, dataDir: config.dataDir });
  const [existing] = await db.select({ id: organizations.id }).from(organizations).limit(1);
  const isNew = existing === undefined;
  const seeded = isNew ? await seedDemoPeople({ db, password, now }) : [];
  const first = isNew ? await seedDemoWorkflows({ workflows, organizations: seeded }) : null;
  return {
    email: "editor@acme.test",
    password,
    accounts: demoOrganizations.flatMap(({ name: orgName, people }) =>
      people.map(({ email, name, role }) => ({ email, name, role, orgName })),
    ),
    startRuns: async (runs) => {
      if (first !== null) await seedDemoRuns(runs, first);
    },
  };
}
