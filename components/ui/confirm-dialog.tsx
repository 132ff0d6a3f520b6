"use client";
import * as Radix from "radix-ui/alert-dialog";
import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";

export interface ConfirmDialogProps {
  trigger?: ReactNode;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  title: string;
  description: ReactNode;
  /** The verb on the button, such as “Cancel run”. */
  confirmLabel: string;
  cancelLabel?: string;
  tone?: "danger" | "neutral";
  /** Further fields, between text and buttons. */
  children?: ReactNode;
  /** Runs when confirmed; the dialog stays, busy, until it is done, and closes then. */
  onConfirm: () => Promise<void> | void;
}

/** Asks before something that cannot be taken back. The focus starts on the way out. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const isOpen = props.isOpen ?? ownOpen;
  const setOpen = props.onOpenChange ?? setOwnOpen;

  async function confirm() {
    setBusy(true);
    try {
      await props.onConfirm();
      setOpen(false);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Radix.Root open={isOpen} onOpenChange={(next) => !isBusy && setOpen(next)}>
      {props.trigger !== undefined && <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-fade bg-scrim" />
        <Radix.Content className="fixed inset-x-0 bottom-0 z-50 animate-slide-up rounded-t-xl border-t border-line bg-raised p-5 shadow-raised outline-none sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-[calc(100vw-3rem)] sm:max-w-md sm:-translate-1/2 sm:animate-rise sm:rounded-xl sm:border">
          <Radix.Title className="text-lg font-semibold text-balance">{props.title}</Radix.Title>
          <Radix.Description asChild>
            <div className="mt-1.5 text-sm text-muted">{props.description}</div>
          </Radix.Description>
          {props.children !== undefined && <div className="mt-4">{props.children}</div>}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button disabled={isBusy}>{props.cancelLabel ?? "Keep as it is"}</Button>
            </Radix.Cancel>
            <Button
              variant={(props.tone ?? "danger") === "danger" ? "danger" : "primary"}
              isBusy={isBusy}
              onClick={() => void confirm()}
            >
              {props.confirmLabel}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
