"use client";

/** The last resort: the root layout itself threw, so that not even the styles can be relied on. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ margin: 0, fontFamily: "system-ui, sans-serif", background: "#0a0e13", color: "#e7ecf3" }}>
        <main style={{ minHeight: "100dvh", display: "grid", placeContent: "center", gap: 12, textAlign: "center" }}>
          <h1 style={{ fontSize: 20, margin: 0 }}>Signalbox could not answer</h1>
          <p style={{ margin: 0, color: "#a3afbf" }}>
            Something went wrong on our side. Runs that are under way go on.
          </p>
          {error.digest !== undefined && <code>Reference {error.digest}</code>}
          <div>
            <button type="button" onClick={reset} style={{ font: "inherit", padding: "8px 16px" }}>
              Try again
            </button>
          </div>
        </main>
      </body>
    </html>
  );
}
