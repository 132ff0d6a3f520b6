import type { ReactNode } from "react";
import { AppShell } from "#components/shell/app-shell";
import { requireUser } from "../current-user.ts";
import { runCursorsOf } from "../run-cursors.ts";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const user = await requireUser();
  const { userId: id, name, email, role, orgId, orgName } = user;
  return (
    <AppShell person={{ id, name, email, role, orgId, orgName }} cursors={await runCursorsOf(user)}>
      {children}
    </AppShell>
  );
}
