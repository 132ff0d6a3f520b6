import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { type Container, getContainer } from "#server/container";

/** A signed-in person, as the authenticator answers. */
export type User = NonNullable<Awaited<ReturnType<Container["authenticator"]["user"]>>>;

/** The person behind this request, or why there is none. Asked once a request, however many parts of a page ask. */
export const findUser = cache(async (): Promise<{ user: User } | { user: null; code: string }> => {
  const cookie = (await headers()).get("cookie") ?? undefined;
  const answer = await getContainer().authenticator.authenticate({ cookie });
  if (!answer.ok) return { user: null, code: answer.code };
  const { actor } = answer.value;
  return actor.kind === "user" ? { user: actor } : { user: null, code: "unauthenticated" };
});

/** The person behind this request; without one the answer is a way to the sign-in that leads back here. */
export async function requireUser(): Promise<User> {
  const found = await findUser();
  if (found.user !== null) return found.user;
  const search = new URLSearchParams();
  const path = pageOf((await headers()).get("x-signalbox-path"));
  if (path !== "/") search.set("next", path);
  if (found.code !== "unauthenticated") search.set("reason", found.code);
  redirect(search.size === 0 ? "/sign-in" : `/sign-in?${search}`);
}

/** The page's own address: navigation in the browser asks for it with a parameter of Next's. */
function pageOf(requested: string | null): string {
  const url = new URL(requested ?? "/", "http://same.invalid");
  url.searchParams.delete("_rsc");
  return url.pathname + url.search;
}
