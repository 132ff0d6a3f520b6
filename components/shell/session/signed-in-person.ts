import type { Role } from "#lib/contract/role";

/** Who is signed in, as the pages show and ask. */
export interface SignedInPerson {
  id: string;
  name: string;
  email: string;
  role: Role;
  orgId: string;
  orgName: string;
}

const operatorRoles: readonly Role[] = ["owner", "admin", "editor", "operator"];

/** May this person start and steer runs? Only for what is offered: the server decides on its own. */
export function mayOperate(role: Role): boolean {
  return operatorRoles.includes(role);
}
