import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPassword } from "#server/auth/password";
import { memberships, organizations, teamMembers, teams, users } from "#server/db/schema";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";
import { demoOrganizations, seedDemoPeople } from "./people.ts";

describe.each(testDatabases)("the demo's people on $name", ({ open }) => {
  let database: OpenTestDatabase;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  const now = () => new Date();
  const counts = () =>
    Promise.all([organizations, users, memberships, teams, teamMembers].map((table) => database.db.$count(table)));

  it("are one a role in Acme and an owner in Globex, who can all sign in", async () => {
    const seeded = await seedDemoPeople({ db: database.db, password: "of the demo", now });
    expect(await counts()).toEqual([2, 6, 6, 3, 5]);
    expect(seeded.map(({ slug }) => slug)).toEqual(["acme", "globex"]);
    expect(Object.keys(seeded[0]?.teamIds ?? {})).toEqual(["Research", "Support"]);
    const people = await database.db.select().from(users);
    const emails = demoOrganizations.flatMap((organization) => organization.people.map(({ email }) => email));
    expect(people.map(({ email }) => email).toSorted()).toEqual(emails.toSorted());
    for (const person of people) expect(await isPassword(person.passwordHash, "of the demo")).toBe(true);
  });

  it("are seeded once: again changes nothing, passwords included", async () => {
    const first = await seedDemoPeople({ db: database.db, password: "of the demo", now });
    const people = await database.db.select().from(users);
    expect(await seedDemoPeople({ db: database.db, password: "another one", now })).toEqual(first);
    expect(await counts()).toEqual([2, 6, 6, 3, 5]);
    expect(await database.db.select().from(users)).toEqual(people);
  });
});
