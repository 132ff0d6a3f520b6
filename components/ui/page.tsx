import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** A page that reads from top to bottom, with its heading and what can be done on it. */
export function Page({
  title,
  description,
  action,
  className,
  children,
}: {
  title: string;
  description?: ReactNode;
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={classNames("mx-auto w-full max-w-7xl flex-1 px-4 pt-5 pb-10 sm:px-6 sm:pt-7", className)}>
      <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-xl font-semibold tracking-tight sm:text-2xl">{title}</h1>
          {description !== undefined && <p className="mt-0.5 text-muted">{description}</p>}
        </div>
        {action !== undefined && <div className="flex flex-wrap gap-2 max-sm:w-full">{action}</div>}
      </header>
      {children}
    </div>
  );
}
