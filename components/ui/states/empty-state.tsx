import type { ReactNode } from "react";
import { classNames } from "../class-names.ts";

/** Nothing here, why, and what to do next. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  isPage = false,
  className,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Stands for the whole page: its title is the page's heading. */
  isPage?: boolean;
  className?: string;
}) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className={classNames("flex flex-col items-center px-6 py-10 text-center", className)}>
      {icon !== undefined && (
        <div className="mb-3 flex size-10 items-center justify-center rounded-full border border-line bg-hover text-muted [&_svg]:size-5">
          {icon}
        </div>
      )}
      <Title className="font-medium text-balance">{title}</Title>
      {children !== undefined && <div className="mt-1 max-w-prose text-sm text-pretty text-muted">{children}</div>}
      {action !== undefined && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
