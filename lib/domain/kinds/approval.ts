import { z } from "zod";
import { defineKind } from "./node-kind.ts";
import { multiline } from "./settings/setting-text.ts";

export const approvedHandle = "approved";
export const rejectedHandle = "rejected";

const settings = z.object({
  prompt: multiline("Question", "What the person is asked.").min(1).default("Go on?"),
});

export const approval = defineKind({
  name: "approval",
  title: "Approval",
  doc: "Waits until a person approves or rejects, and takes the way of the answer.",
  icon: "user-check",
  category: "human",
  settings,
  handles: () => [
    { id: approvedHandle, label: "approved" },
    { id: rejectedHandle, label: "rejected" },
  ],
});

export const approvalSettings = settings;
