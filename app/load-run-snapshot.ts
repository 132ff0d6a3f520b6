import { cache } from "react";
import { getContainer } from "#server/container";
import { requireUser } from "./current-user.ts";

/** A run's whole picture as the person of this request may see it; asked once a request. */
export const loadRunSnapshot = cache(async (id: string) => getContainer().runs.snapshot(await requireUser(), id));
