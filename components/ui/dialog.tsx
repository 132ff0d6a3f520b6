"use client";
import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { IconButton } from "./icon-button.tsx";

const widths = { sm: "sm:max-w-sm", md: "sm:max-w-lg", lg: "sm:max-w-2xl" } as const;

export interface DialogProps {
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  /** The element that opens it, where the dialog keeps its own state. */
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at its foot. */
  footer?: ReactNode;
  children?: ReactNode;
  width?: keyof typeof widths;
  /** Without it the dialog can only be left by one of its own buttons. */
  isDismissible?: boolean;
  className?: string;
}

/** A modal dialog: keeps the focus, closes with Escape, is a sheet at the bottom of a phone's screen. */
export function Dialog({
  isOpen,
  onOpenChange,
  trigger,
  title,
  description,
  footer,
  children,
  width = "md",
  isDismissible = true,
  className,
}: DialogProps) {
  const keepOpen = isDismissible ? undefined : (event: Event) => event.preventDefault();
  return (
    <Radix.Root
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {trigger !== undefined && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-fade bg-scrim" />
        <Radix.Content
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          {...(keepOpen === undefined
            ? {}
            : { onEscapeKeyDown: keepOpen, onPointerDownOutside: keepOpen, onInteractOutside: keepOpen })}
          className={classNames(
            "fixed z-50 flex max-h-[min(85dvh,46rem)] flex-col overflow-hidden bg-raised text-foreground shadow-raised outline-none",
            "inset-x-0 bottom-0 animate-slide-up rounded-t-xl border-t border-line",
            "sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-[calc(100vw-3rem)] sm:-translate-1/2 sm:animate-rise sm:rounded-xl sm:border",
            widths[width],
            className,
          )}
        >
          <header className="flex items-start gap-4 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold text-balance">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="mt-1 text-sm text-muted">{description}</Radix.Description>
              )}
            </div>
            {isDismissible && (
              <Radix.Close asChild>
                <IconButton label="Close" size="sm" className="-mr-1.5">
                  <X aria-hidden />
                </IconButton>
              </Radix.Close>
            )}
          </header>
          {children !== undefined && <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>}
          {footer !== undefined && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line bg-background/50 px-5 py-3">
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
