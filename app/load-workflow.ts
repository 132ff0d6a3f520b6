import { cache } from "react";
import { getContainer } from "#server/container";
import { requireUser } from "./current-user.ts";

/** A workflow as the person of this request may see it; asked once a request. */
export const loadWorkflow = cache(async (id: string) => getContainer().workflows.get(await requireUser(), id));
