import { shellPanels } from "../panels/shell-panels.ts";

/**
 * Ends the session and goes to the sign-in page. The session's other tabs hear of it from the server.
 * The page is replaced whole, so that nothing of the person stays in its memory.
 */
export async function leave(): Promise<void> {
  // The end that the server is about to announce is the one that was asked for: no dialog about it.
  shellPanels.setState({ isLeaving: true });
  const { signOut } = await import("next-auth/react");
  try {
    await signOut({ redirect: false });
  } finally {
    window.location.assign("/sign-in?reason=signed-out");
  }
}
