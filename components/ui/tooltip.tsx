"use client";
import * as Radix from "radix-ui/tooltip";
import type { ReactNode } from "react";
import { Kbd } from "./kbd.tsx";

export const TooltipProvider = Radix.Provider;

/** A short explanation on hover and focus. The child must take a ref and be focusable. */
export function Tooltip({
  content,
  keys,
  side = "bottom",
  isOpen,
  onOpenChange,
  children,
}: {
  content: ReactNode;
  /** The shortcut that does the same. */
  keys?: string;
  side?: "top" | "right" | "bottom" | "left";
  /** Where the trigger also opens it by touch. */
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Radix.Root
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-60 max-w-72 animate-fade rounded-md border border-line bg-raised px-2.5 py-1.5 text-xs text-foreground shadow-raised"
        >
          <span className="flex items-center gap-2">
            <span className="min-w-0">{content}</span>
            {keys !== undefined && <Kbd keys={keys} />}
          </span>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
