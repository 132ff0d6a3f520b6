import { type NodeStatus, nodeStatuses } from "#lib/contract/run";

/** The theme's colours, resolved for drawing on a canvas. */
export interface CanvasPalette {
  status: Readonly<Record<NodeStatus, string>>;
  line: string;
  surface: string;
  foreground: string;
}

/** Reads the colours that hold at an element. Costs a style calculation: read once a theme, not once a frame. */
export function readPalette(element: Element): CanvasPalette {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--color-${name}`).trim() || "#888";
  return {
    // Every status of the enumeration is given one.
    status: Object.fromEntries(nodeStatuses.map((status) => [status, colour(`status-${status}`)])) as Record<
      NodeStatus,
      string
    >,
    line: colour("line-strong"),
    surface: colour("surface"),
    foreground: colour("foreground"),
  };
}

/** Hears when the theme changes. */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["class", "style"] });
  return () => observer.disconnect();
}
