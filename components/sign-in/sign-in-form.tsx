"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { CircleAlert, Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/form/field";
import { Input } from "#components/ui/form/input";
import { IconButton } from "#components/ui/icon-button";
import { useIsHydrated } from "../ui/time/use-now.ts";
import type { DemoAccount } from "./demo-account.ts";
import { DemoAccountPicker } from "./demo-account-picker.tsx";
import { signInRefusalText } from "./sign-in-refusal.ts";

const schema = z.object({
  email: z.string().trim().min(1, "Enter your email address.").pipe(z.email("This is not an email address.")),
  password: z.string().min(1, "Enter your password."),
});
type Values = z.infer<typeof schema>;

/** Signs in by email and password, and goes on to `nextPath`. Demo accounts fill in the address, never the password. */
export function SignInForm({ nextPath, demoAccounts }: { nextPath: string; demoAccounts: readonly DemoAccount[] }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPasswordShown, setPasswordShown] = useState(false);
  const isHydrated = useIsHydrated();
  // No default values: they would wipe out what a browser or a quick hand filled in before the page was awake.
  const form = useForm<Values>({
    resolver: zodResolver(schema),
    mode: "onTouched",
  });
  const { errors, isSubmitting } = form.formState;

  async function submit(values: Values) {
    setRefusal(null);
    try {
      const { signIn } = await import("next-auth/react");
      const answer = await signIn("credentials", { ...values, redirect: false });
      if (answer?.ok && !answer.error) {
        // A whole load: the shell, its socket and the snapshot all start as this person.
        window.location.assign(nextPath);
        // The page stays busy until it is replaced.
        await new Promise(() => {});
      }
      refuse(signInRefusalText(answer?.error ?? "internal"));
    } catch {
      refuse("The server cannot be reached. Check your connection and try again.");
    }
  }

  function refuse(text: string) {
    setRefusal(text);
    form.setValue("password", "");
    form.setFocus("password");
  }

  return (
    <>
      <form
        method="post"
        noValidate
        onSubmit={(event) => void form.handleSubmit(submit, () => setRefusal(null))(event)}
        className="flex flex-col gap-4"
      >
        <Field id="email" label="Email" error={errors.email?.message}>
          <Input
            id="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
            className="h-10"
            aria-invalid={errors.email !== undefined}
            aria-describedby={errors.email === undefined ? undefined : "email-note"}
            {...form.register("email")}
          />
        </Field>
        <Field id="password" label="Password" error={errors.password?.message}>
          <div className="relative">
            <Input
              id="password"
              type={isPasswordShown ? "text" : "password"}
              autoComplete="current-password"
              className="h-10 pr-10"
              aria-invalid={errors.password !== undefined}
              aria-describedby={errors.password === undefined ? undefined : "password-note"}
              {...form.register("password")}
            />
            <IconButton
              label={isPasswordShown ? "Hide password" : "Show password"}
              size="sm"
              className="absolute inset-y-0 right-1 my-auto pointer-coarse:right-0.5"
              onClick={() => setPasswordShown(!isPasswordShown)}
            >
              {isPasswordShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
            </IconButton>
          </div>
        </Field>
        <div role="alert">
          {refusal !== null && (
            <p className="flex gap-2 rounded-md border border-danger/25 bg-danger/8 px-3 py-2 text-sm text-danger">
              <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
              {refusal}
            </p>
          )}
        </div>
        {/* Until the page is awake a submit would be the browser's own, with the password in the address. */}
        <Button
          type="submit"
          variant="primary"
          size="lg"
          isBusy={isSubmitting}
          disabled={!isHydrated}
          className="w-full disabled:opacity-100"
        >
          Sign in
        </Button>
      </form>
      {demoAccounts.length > 0 && (
        <DemoAccountPicker
          accounts={demoAccounts}
          onPick={(email) => {
            form.setValue("email", email, { shouldValidate: true });
            form.setFocus("password");
          }}
        />
      )}
    </>
  );
}
