"use client";
import { usePathname } from "next/navigation";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { sessionEndText } from "../../sign-in/sign-in-refusal.ts";

/** Covers the page once its session is over, says why, and leads back in. What lies beneath is no longer kept true. */
export function SessionEndedDialog({ reason }: { reason: string | null }) {
  const pathname = usePathname();
  const isOutdated = reason === "protocol-unsupported";
  const search = new URLSearchParams({ next: pathname, ...(reason !== null && { reason }) });
  return (
    <Dialog
      isOpen
      isDismissible={false}
      width="sm"
      title={isOutdated ? "Signalbox was updated" : "Your session has ended"}
      description={reason === "origin-refused" ? originRefused : sessionEndText(reason ?? "")}
      footer={
        isOutdated || reason === "origin-refused" ? (
          <Button variant="primary" onClick={() => window.location.reload()}>
            Reload
          </Button>
        ) : (
          <Button variant="primary" onClick={() => window.location.assign(`/sign-in?${search}`)}>
            Sign in
          </Button>
        )
      }
    />
  );
}

const originRefused =
  "The server does not accept live connections from this address. Open Signalbox at the address it was set up for.";
