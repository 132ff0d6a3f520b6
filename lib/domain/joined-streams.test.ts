import { describe, expect, it } from "vitest";
import type { KeyActor, UserActor } from "./actor.ts";
import { joinedStreams } from "./joined-streams.ts";

const person: UserActor = {
  kind: "user",
  userId: "usr_1",
  name: "Vera Viewer",
  email: "viewer@acme.test",
  sessionId: "ses_1",
  orgId: "org_acme",
  orgName: "Acme",
  role: "viewer",
  teamIds: ["team_a", "team_b"],
};
const key: KeyActor = {
  kind: "api-key",
  keyId: "key_1",
  name: "CI",
  orgId: "org_acme",
  orgName: "Acme",
  teamId: "team_a",
  scopes: ["streams:read"],
};

describe("the streams that the server joins", () => {
  it("are the organization's, the teams' and the person's own", () => {
    expect(joinedStreams(person)).toEqual(["system", "org:org_acme", "team:team_a", "team:team_b", "user:usr_1"]);
  });

  it("hold the admins' stream for owners and admins only", () => {
    expect(joinedStreams({ ...person, role: "admin" })).toContain("admins:org_acme");
    expect(joinedStreams({ ...person, role: "owner" })).toContain("admins:org_acme");
    for (const role of ["editor", "operator", "viewer"] as const) {
      expect(joinedStreams({ ...person, role })).not.toContain("admins:org_acme");
    }
  });

  it("are the organization's and the one team's for an API key that may read streams", () => {
    expect(joinedStreams(key)).toEqual(["system", "org:org_acme", "team:team_a"]);
    expect(joinedStreams({ ...key, teamId: null })).toEqual(["system", "org:org_acme"]);
    expect(joinedStreams({ ...key, scopes: ["events:write"] })).toEqual([]);
  });
});
