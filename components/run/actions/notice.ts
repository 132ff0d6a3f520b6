import { loadToasts } from "../../ui/loading/load-toasts.ts";

/** Says a thing in a toast. */
export async function notice(kind: "success" | "error", text: string): Promise<void> {
  const { toast } = await loadToasts();
  toast[kind](text);
}
