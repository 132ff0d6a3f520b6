import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui/slot";
import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

const iconButtonStyle = cva(
  [
    "inline-flex shrink-0 items-center justify-center rounded-md select-none transition-colors duration-100",
    "disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
  ],
  {
    variants: {
      variant: {
        ghost: "text-muted hover:bg-hover hover:text-foreground data-[state=open]:bg-hover data-[state=on]:text-accent",
        secondary: "border border-line bg-surface text-foreground shadow-card hover:border-line-strong hover:bg-hover",
        primary: "bg-accent text-on-accent hover:bg-accent-hover",
        danger: "text-danger hover:bg-danger/10",
      },
      size: { sm: "size-7 pointer-coarse:size-10", md: "size-8 pointer-coarse:size-11" },
    },
    defaultVariants: { variant: "ghost", size: "md" },
  },
);

export type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> &
  VariantProps<typeof iconButtonStyle> & {
    /** What it does, for who cannot see the icon. */
    label: string;
    asChild?: boolean;
  };

/** A button that is only an icon. Where the icon is not plain, put a Tooltip around it. */
export function IconButton({ label, variant, size, asChild = false, className, ...rest }: IconButtonProps) {
  const classes = classNames(iconButtonStyle({ variant, size }), className);
  if (asChild) return <Slot aria-label={label} className={classes} {...rest} />;
  return <button type="button" aria-label={label} className={classes} {...rest} />;
}
