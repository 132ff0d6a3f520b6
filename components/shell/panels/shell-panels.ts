import { createStore } from "zustand/vanilla";

export type ShellPanel = "palette" | "shortcuts";

/** Which of the shell's panels is open; the bar, the menu and the shortcuts all open them. */
export const shellPanels = createStore<{ open: ShellPanel | null; isLeaving: boolean }>(() => ({
  open: null,
  isLeaving: false,
}));

/** Opens a panel in place of the one that is open. */
export function openPanel(panel: ShellPanel): void {
  shellPanels.setState({ open: panel });
}

/** Closes whichever panel is open. */
export function closePanel(): void {
  shellPanels.setState({ open: null });
}
