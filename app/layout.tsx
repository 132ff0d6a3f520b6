import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { PageProviders } from "#components/shell/page-providers";
import { inter, interExtended, jetBrainsMono } from "./fonts.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Signalbox", template: "%s · Signalbox" },
  description: "The live control room for AI workflows",
  applicationName: "Signalbox",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: dark)", color: "#0a0e13" },
    { media: "(prefers-color-scheme: light)", color: "#f5f4f0" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading the request here makes every page dynamic, as a nonce of its own demands.
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    // The theme's script writes the class before React wakes.
    <html
      lang="en"
      className={`${inter.variable} ${interExtended.variable} ${jetBrainsMono.variable}`}
      suppressHydrationWarning
    >
      <body className="min-h-dvh">
        <PageProviders nonce={nonce}>{children}</PageProviders>
      </body>
    </html>
  );
}
