import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** A panel. */
export function Card({ className, ...rest }: ComponentProps<"section">) {
  return (
    <section
      className={classNames("overflow-hidden rounded-lg border border-line bg-surface shadow-card", className)}
      {...rest}
    />
  );
}

/** A panel's heading, with room for a count and something to do. */
export function CardHeader({
  title,
  titleId,
  icon,
  count,
  action,
}: {
  title: string;
  titleId?: string;
  icon?: ReactNode;
  count?: number | undefined;
  action?: ReactNode;
}) {
  return (
    <header className="flex min-h-11 items-center gap-2 border-b border-line px-4 [&_svg]:size-4">
      {icon !== undefined && <span className="text-muted">{icon}</span>}
      <h2 {...(titleId === undefined ? {} : { id: titleId })} className="font-semibold">
        {title}
      </h2>
      {count !== undefined && <span className="text-sm text-faint tabular">{count}</span>}
      {action !== undefined && <div className="ml-auto">{action}</div>}
    </header>
  );
}
