import { classNames } from "../ui/class-names.ts";

/** The mark: a line with a branch, and the one lamp that is lit. */
export function ProductMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden className={classNames("size-6", className)}>
      <path d="M2 17h20" stroke="currentColor" strokeWidth="2" strokeLinecap="round" opacity=".4" />
      <path d="M2 17h4.5c5 0 4-9.5 9-9.5" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <circle cx="17.5" cy="7.5" r="5.5" className="fill-accent/25" />
      <circle cx="17.5" cy="7.5" r="3" className="fill-accent" />
      <circle cx="14.5" cy="17" r="1.75" className="fill-background" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
