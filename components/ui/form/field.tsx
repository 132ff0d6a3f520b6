import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../class-names.ts";

/** A label, the field itself, a hint, and what is wrong with it. Give the field `id` and `aria-describedby={`${id}-note`}`. */
export function Field({
  id,
  label,
  hint,
  error,
  children,
  className,
}: {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
  className?: string;
}) {
  return (
    <div className={classNames("flex flex-col gap-1.5", className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children}
      {(error !== undefined || hint !== undefined) && (
        <p id={`${id}-note`} className={classNames("flex gap-1.5 text-xs", error ? "text-danger" : "text-muted")}>
          {error !== undefined && <CircleAlert className="mt-px size-3.5 shrink-0" aria-hidden />}
          {error ?? hint}
        </p>
      )}
    </div>
  );
}
