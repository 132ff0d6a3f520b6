import { expect, test } from "./fixtures.ts";

test("signing out in one tab ends the other tab's socket", async ({ signedIn, rawSocket }) => {
  const editor = await signedIn("editor@acme.test");
  const otherTab = await editor.context.newPage();
  await otherTab.goto("/runs");
  const socket = await rawSocket(editor);

  await editor.page.getByRole("button", { name: "Account of Elena Petrova" }).click();
  await editor.page.getByRole("menuitem", { name: "Sign out" }).click();

  await expect(editor.page).toHaveURL(/sign-in/);
  await expect(otherTab.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
  await expect.poll(() => socket.endedBy()).toBe("signed-out");
  await expect.poll(() => socket.isConnected()).toBe(false);
  await expect(rawSocket(editor)).rejects.toThrow();
});

test("a wrong password says so, without saying which half was wrong", async ({ page, server }) => {
  const refusals: (string | null)[] = [];
  for (const [email, password] of [
    ["editor@acme.test", "not-the-password"],
    ["nobody@acme.test", server.password],
  ] as const) {
    await page.goto(`${server.url}/sign-in`);
    await page.getByRole("textbox", { name: "Email" }).fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    refusals.push(await page.getByRole("alert").filter({ hasText: /\w/ }).textContent());
    await expect(page).toHaveURL(/sign-in/);
  }
  expect(refusals[0]).toMatch(/\w/);
  expect(refusals[1]).toBe(refusals[0]);
});

test("a page that needs a session leads to the sign-in and back", async ({ page, server }) => {
  await page.goto(`${server.url}/runs`);
  await expect(page).toHaveURL(/sign-in/);
  await page.getByRole("textbox", { name: "Email" }).fill("viewer@acme.test");
  await page.getByLabel("Password", { exact: true }).fill(server.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/runs/);
});
