import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ProductMark } from "#components/shell/product-mark";
import { LitDiagram } from "#components/sign-in/lit-diagram";
import { SignInForm } from "#components/sign-in/sign-in-form";
import { getContainer } from "#server/container";
import { safeNextPath } from "../../components/sign-in/next-path.ts";
import { sessionEndText, signInRefusalText } from "../../components/sign-in/sign-in-refusal.ts";
import { findUser } from "../current-user.ts";
import { firstOf } from "../search-parameters.ts";

export const metadata: Metadata = { title: "Sign in" };

type Search = { [K in "next" | "callbackUrl" | "reason" | "error"]?: string | string[] };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const nextPath = safeNextPath(firstOf(search.next ?? search.callbackUrl));
  if ((await findUser()).user !== null) redirect(nextPath);
  const { config, demoAccounts } = getContainer();
  const note = noteOf(firstOf(search.reason), firstOf(search.error));

  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(26rem,1fr)_1.2fr]">
      <main className="flex flex-col justify-center px-6 py-10 sm:px-12">
        <div className="mx-auto w-full max-w-sm">
          <div className="flex items-center gap-2.5">
            <ProductMark className="size-8" />
            <span className="text-lg font-semibold tracking-tight">Signalbox</span>
          </div>
          <h1 className="mt-8 text-2xl font-semibold tracking-tight">Sign in</h1>
          <p className="mt-1 text-muted">{note ?? "Every run, every node, at the moment it happens."}</p>
          <div className="mt-6">
            <SignInForm nextPath={nextPath} demoAccounts={config.demo ? (demoAccounts ?? []) : []} />
          </div>
        </div>
      </main>
      <div className="relative hidden overflow-hidden border-l border-line bg-surface lg:block">
        <LitDiagram className="absolute inset-0 size-full" />
      </div>
    </div>
  );
}

function noteOf(reason: string | undefined, error: string | undefined): string | null {
  if (reason !== undefined) return sessionEndText(reason);
  // The code alone: the rest of an address is whatever somebody wrote there.
  return error === undefined ? null : signInRefusalText(error.split(":", 1)[0] ?? "");
}
