import { z } from "zod";

/** Roles of an organization's members, the most powerful first. */
const roles = ["owner", "admin", "editor", "operator", "viewer"] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;
