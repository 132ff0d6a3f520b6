import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui/slot";
import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

const buttonStyle = cva(
  [
    "inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap select-none",
    "transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55",
    "[&_svg]:size-4 [&_svg]:shrink-0",
  ],
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent hover:bg-accent-hover",
        secondary: "border border-line bg-surface text-foreground shadow-card hover:border-line-strong hover:bg-hover",
        soft: "border border-accent/30 bg-accent-soft text-accent hover:border-accent/60",
        ghost: "text-muted hover:bg-hover hover:text-foreground",
        danger: "bg-danger text-on-danger hover:bg-danger-hover",
        "danger-ghost": "text-danger hover:bg-danger/10",
      },
      size: {
        sm: "h-7 px-2.5 text-xs pointer-coarse:h-10 pointer-coarse:px-3.5",
        md: "h-8 px-3 text-sm pointer-coarse:h-11 pointer-coarse:px-4",
        lg: "h-10 px-4 text-base pointer-coarse:h-12",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonStyle> & {
    /** Renders the only child (a link, say) with the button's looks. */
    asChild?: boolean;
    /** Shows that the work is going on, and takes no second press. */
    isBusy?: boolean;
  };

/** A button; `type="button"` unless told otherwise, so that it never submits a form by accident. */
export function Button({
  variant,
  size,
  asChild = false,
  isBusy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  const classes = classNames(buttonStyle({ variant, size }), className);
  if (asChild) {
    return (
      <Slot className={classes} {...rest}>
        {children}
      </Slot>
    );
  }
  return (
    <button type="button" className={classes} disabled={disabled || isBusy} aria-busy={isBusy || undefined} {...rest}>
      {isBusy && <LoaderCircle className="animate-spin" aria-hidden />}
      {children}
    </button>
  );
}
