import { useEffect, useRef } from "react";
import type { StreamedText } from "#client/streamed-text";

/** How near to its end a text counts as read along, in pixels. */
const nearEndPx = 80;

/** Text as a node writes it, word by word; whoever reads at its end stays there while it grows. */
export function WrittenText({ text, isWriting }: { text: StreamedText | undefined; isWriting: boolean }) {
  const block = useRef<HTMLDivElement>(null);
  const written = text?.text ?? "";

  useEffect(() => {
    const panel = block.current?.closest("[data-scrolls]");
    if (panel == null || block.current === null || !isWriting) return;
    const observer = new ResizeObserver(() => {
      const below = panel.scrollHeight - panel.scrollTop - panel.clientHeight;
      if (below > 0 && below < nearEndPx) panel.scrollTop = panel.scrollHeight;
    });
    observer.observe(block.current);
    return () => observer.disconnect();
  }, [isWriting]);

  return (
    <div ref={block} className="p-4 text-sm">
      {text?.item != null && <p className="mb-1 text-xs text-muted">Item {text.item + 1}</p>}
      {text?.isPartial === true && <p className="mb-1 text-xs text-muted">It had begun before this page listened.</p>}
      <p data-written className="whitespace-pre-wrap wrap-anywhere" aria-busy={isWriting}>
        {written}
        {isWriting && <span className="writing-caret" aria-hidden />}
      </p>
    </div>
  );
}
