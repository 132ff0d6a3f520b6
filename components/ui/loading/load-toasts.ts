/** The toasts' library, which no page needs for its first picture. One place loads it, so that it is loaded once. */
export function loadToasts(): Promise<typeof import("sonner")> {
  return import("sonner");
}
