"use client";
import { CircleCheck, CircleX, Hand, Info } from "lucide-react";
import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** Where toasts appear: above the bar at a phone's foot, in the corner elsewhere. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "light" ? "light" : "dark"}
      position="bottom-right"
      offset={{ bottom: "calc(var(--shell-bottom) + 1rem)", right: "1rem" }}
      mobileOffset={{ bottom: "calc(var(--shell-bottom) + 0.75rem)", left: "0.75rem", right: "0.75rem" }}
      icons={{
        success: <CircleCheck className="size-4 text-status-succeeded" aria-hidden />,
        error: <CircleX className="size-4 text-status-failed" aria-hidden />,
        warning: <Hand className="size-4 text-status-waiting" aria-hidden />,
        info: <Info className="size-4 text-accent" aria-hidden />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-3 rounded-lg border border-line bg-raised p-3.5 text-sm text-foreground shadow-raised font-sans sm:w-90",
          icon: "mt-0.5 shrink-0",
          content: "min-w-0 flex-1",
          title: "font-medium",
          description: "mt-0.5 line-clamp-2 text-xs text-muted",
          actionButton:
            "ml-auto inline-flex h-7 shrink-0 items-center self-center rounded-md border border-line bg-surface px-2.5 text-xs font-medium hover:border-line-strong pointer-coarse:h-10",
        },
      }}
    />
  );
}
