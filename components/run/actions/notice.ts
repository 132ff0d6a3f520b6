/** Says a thing in a toast. The toasts' library is loaded with the first one: most pages never show any. */
export async function notice(kind: "success" | "error", text: string): Promise<void> {
  const { toast } = await import("sonner");
  toast[kind](text);
}
