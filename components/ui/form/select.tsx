"use client";
import { Check, ChevronDown } from "lucide-react";
import * as Radix from "radix-ui/select";
import type { ReactNode } from "react";
import { classNames } from "../class-names.ts";

export interface SelectOption {
  /** Not empty: Radix keeps the empty value for “nothing chosen”. */
  value: string;
  label: string;
  icon?: ReactNode;
}

/** Chooses one of a few. */
export function Select({
  id,
  label,
  value,
  options,
  onValueChange,
  placeholder,
  isDisabled = false,
  className,
}: {
  id?: string;
  /** For who cannot see it; leave out where a visible label names `id`. */
  label?: string;
  value: string;
  options: readonly SelectOption[];
  onValueChange: (value: string) => void;
  placeholder?: string;
  isDisabled?: boolean;
  className?: string;
}) {
  return (
    <Radix.Root value={value} onValueChange={onValueChange} disabled={isDisabled}>
      <Radix.Trigger
        {...(id === undefined ? {} : { id })}
        {...(label === undefined ? {} : { "aria-label": label })}
        className={classNames(
          "inline-flex h-8 min-w-0 items-center justify-between gap-2 rounded-md border border-line bg-surface px-2.5 text-sm shadow-card select-none",
          "hover:border-line-strong data-placeholder:text-faint disabled:opacity-55 pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:shrink-0",
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon className="text-muted">
          <ChevronDown aria-hidden />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-60 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-rise overflow-hidden rounded-lg border border-line bg-raised text-foreground shadow-raised"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                className="flex h-8 cursor-default items-center gap-2 rounded-md pr-2 pl-2.5 text-sm outline-none select-none data-highlighted:bg-hover pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:shrink-0"
              >
                {option.icon}
                <Radix.ItemText>{option.label}</Radix.ItemText>
                <Radix.ItemIndicator className="ml-auto text-accent">
                  <Check aria-hidden />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
