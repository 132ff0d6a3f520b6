import type { DemoAccount } from "./demo-account.ts";

/** The demo's people, one button each, by organization. */
export function DemoAccountPicker({
  accounts,
  onPick,
}: {
  accounts: readonly DemoAccount[];
  onPick: (email: string) => void;
}) {
  const orgNames = [...new Set(accounts.map((account) => account.orgName))];
  return (
    <section aria-labelledby="demo-accounts" className="mt-8 border-t border-line pt-5">
      <h2 id="demo-accounts" className="text-sm font-semibold">
        Demo accounts
      </h2>
      <p className="mt-0.5 text-xs text-muted">
        Pick one to fill in its address. The password was printed where the server was started.
      </p>
      <ul className="mt-3 flex flex-col gap-3">
        {orgNames.map((orgName) => (
          <li key={orgName}>
            <span className="text-xs text-faint">{orgName}</span>
            <ul className="mt-1 flex flex-wrap gap-1.5">
              {accounts
                .filter((account) => account.orgName === orgName)
                .map((account) => (
                  <li key={account.email}>
                    <button
                      type="button"
                      title={`${account.name}, ${account.role}`}
                      onClick={() => onPick(account.email)}
                      className="h-7 rounded-full border border-line bg-surface px-2.5 text-xs text-muted transition-colors hover:border-line-strong hover:text-foreground pointer-coarse:h-10 pointer-coarse:px-3.5"
                    >
                      {account.email}
                    </button>
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
