import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../class-names.ts";

/** Something failed: what, what to do, and an id to name when asking for help. */
export function ErrorState({
  title,
  children,
  reference,
  action,
  isPage = false,
  className,
}: {
  title: string;
  children?: ReactNode;
  reference?: string | undefined;
  action?: ReactNode;
  /** Stands for the whole page: its title is the page's heading. */
  isPage?: boolean;
  className?: string;
}) {
  const Title = isPage ? "h1" : "p";
  return (
    <div role="alert" className={classNames("flex flex-col items-center px-6 py-10 text-center", className)}>
      <div className="mb-3 flex size-10 items-center justify-center rounded-full border border-danger/25 bg-danger/10 text-danger">
        <TriangleAlert className="size-5" aria-hidden />
      </div>
      <Title className="font-medium text-balance">{title}</Title>
      {children !== undefined && <div className="mt-1 max-w-prose text-sm text-pretty text-muted">{children}</div>}
      {reference !== undefined && (
        <p className="mt-2 text-xs text-faint">
          Reference <code className="font-mono select-all">{reference}</code>
        </p>
      )}
      {action !== undefined && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
