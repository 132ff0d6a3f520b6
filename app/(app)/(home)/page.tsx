import type { Metadata } from "next";
import { HomeBoard } from "#components/home/home-board";
import { StaleFrame } from "#components/shell/liveness/stale-frame";
import { RefusalState } from "#components/shell/refusal-state";
import { Page } from "#components/ui/page";
import { mayOperate } from "../../../components/shell/session/signed-in-person.ts";
import { requireUser } from "../../current-user.ts";
import { loadHomeRuns } from "../../load-home-runs.ts";
import { runCursorsOf } from "../../run-cursors.ts";

export const metadata: Metadata = { title: "Home" };

export default async function HomePage() {
  const user = await requireUser();
  const cursors = await runCursorsOf(user);
  const runs = await loadHomeRuns(user);
  if (!runs.ok) return <RefusalState code={runs.code} message={runs.message} />;
  return (
    <Page
      title={`Hello, ${user.name.split(" ", 1)[0]}`}
      description="What needs you, what runs now, what failed lately."
    >
      <StaleFrame>
        <HomeBoard runs={runs.value} cursors={cursors} mayOperate={mayOperate(user.role)} />
      </StaleFrame>
    </Page>
  );
}
