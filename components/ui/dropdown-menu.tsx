"use client";
import { Check } from "lucide-react";
import * as Radix from "radix-ui/dropdown-menu";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";

const itemStyle = [
  "flex h-8 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm outline-none select-none pointer-coarse:h-11",
  "data-highlighted:bg-hover data-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted",
];

/** A menu behind a button: arrows move, typing finds, Escape leaves. */
export function DropdownMenu({
  trigger,
  align = "end",
  isInPlace = false,
  isOpenAtFirst = false,
  className,
  children,
}: {
  trigger: ReactNode;
  align?: "start" | "center" | "end";
  /** Stays in the document where its trigger is, so that its text belongs to the same landmark; not within a clipped or scaled box. */
  isInPlace?: boolean;
  /** For a menu whose code was loaded by the press that opens it. */
  isOpenAtFirst?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const content = (
    <Radix.Content
      align={align}
      sideOffset={6}
      collisionPadding={8}
      className={classNames(
        "z-50 min-w-52 animate-rise rounded-lg border border-line bg-raised p-1 text-foreground shadow-raised",
        className,
      )}
    >
      {children}
    </Radix.Content>
  );
  return (
    // Not modal: a menu is left by a press anywhere, and the page behind it stays there for assistive technology.
    <Radix.Root modal={false} defaultOpen={isOpenAtFirst}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      {isInPlace ? content : <Radix.Portal>{content}</Radix.Portal>}
    </Radix.Root>
  );
}

export function DropdownMenuItem({
  className,
  tone = "neutral",
  ...rest
}: ComponentProps<typeof Radix.Item> & { tone?: "neutral" | "danger" }) {
  return (
    <Radix.Item
      className={classNames(itemStyle, tone === "danger" && "text-danger [&_svg]:text-danger", className)}
      {...rest}
    />
  );
}

export const DropdownMenuRadioGroup = Radix.RadioGroup;

export function DropdownMenuRadioItem({ className, children, ...rest }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={classNames(itemStyle, className)} {...rest}>
      {children}
      <Radix.ItemIndicator className="ml-auto">
        <Check aria-hidden />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  );
}

export function DropdownMenuLabel({ className, ...rest }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={classNames("px-2.5 pt-2 pb-1 text-xs font-medium text-faint", className)} {...rest} />;
}

export function DropdownMenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
