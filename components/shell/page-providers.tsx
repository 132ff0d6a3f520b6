"use client";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { TooltipProvider } from "#components/ui/tooltip";

/** What every page stands in: the theme, and the tooltips' shared delay. */
export function PageProviders({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      {...(nonce === undefined ? {} : { nonce })}
    >
      <TooltipProvider delayDuration={350} skipDelayDuration={150}>
        {children}
      </TooltipProvider>
    </ThemeProvider>
  );
}
