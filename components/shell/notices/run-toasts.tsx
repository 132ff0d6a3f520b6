"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useRef } from "react";
import { loadToasts } from "../../ui/loading/load-toasts.ts";
import { useEarlyLoad } from "../../ui/loading/use-early-load.ts";
import { createRunAnnouncer, type RunAnnouncement } from "./run-announcements.ts";
import { useRunUpdates } from "./use-run-updates.ts";

const Toaster = dynamic(() => import("./toaster.tsx").then((module) => module.Toaster), { ssr: false });

/** Says it when a run of one's own teams fails or waits for a person, and leads there. */
export function RunToasts({ cursors }: { cursors: Readonly<Record<string, number>> }) {
  const router = useRouter();
  useEarlyLoad(loadToasts);
  const announce = useRef(createRunAnnouncer(() => Date.now())).current;
  useRunUpdates(cursors, (update) => {
    for (const announcement of announce(update)) void show(announcement, (href) => router.push(href));
  });
  return <Toaster />;
}

async function show(announcement: RunAnnouncement, go: (href: string) => void): Promise<void> {
  const { run } = announcement;
  const page = `/runs/${run.id}`;
  // Whoever looks at the run sees it happen.
  if (window.location.pathname === page) return;
  const { toast } = await loadToasts();
  switch (announcement.kind) {
    case "failed":
      toast.error(`${run.workflowName} ${run.status}`, {
        id: run.id,
        description: run.error?.message,
        action: { label: "Open", onClick: () => go(page) },
        duration: 12_000,
      });
      return;
    case "waiting": {
      const { node } = announcement;
      toast.warning(`${run.workflowName} waits for a person`, {
        id: `${run.id} ${node.id}`,
        description: node.name,
        action: { label: "Review", onClick: () => go(`${page}?node=${encodeURIComponent(node.id)}`) },
        duration: 20_000,
      });
    }
  }
}
