"use client";
import { CircleStop } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { useEarlyLoad } from "../../ui/loading/use-early-load.ts";

/** Loaded after the diagram: most people on the page watch. */
const loadDialog = () => import("#components/ui/confirm-dialog");
const ConfirmDialog = dynamic(() => loadDialog().then((module) => module.ConfirmDialog), { ssr: false });

/** Cancels a run, once that was confirmed. */
export function CancelButton({ onCancel }: { onCancel: () => Promise<void> }) {
  useEarlyLoad(loadDialog);
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button size="sm" variant="danger-ghost" aria-haspopup="dialog" onClick={() => setAsked(true)}>
        <CircleStop aria-hidden />
        Cancel
      </Button>
      {isAsked && (
        <ConfirmDialog
          isOpen
          onOpenChange={setAsked}
          title="Cancel this run?"
          description="What works now is stopped, and nothing more starts. It cannot be taken back; it can be run again."
          confirmLabel="Cancel run"
          cancelLabel="Let it run"
          onConfirm={onCancel}
        />
      )}
    </>
  );
}
