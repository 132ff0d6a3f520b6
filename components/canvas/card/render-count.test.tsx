// @vitest-environment happy-dom
import { act, cleanup, render } from "@testing-library/react";
import { ReactFlowProvider } from "@xyflow/react";
import { Profiler } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RunProvider } from "#client/hooks/run-context";
import { createRunStore, type RunStore } from "#client/run-store";
import type { RunEntry } from "#lib/contract/entry";
import type { Graph } from "#lib/contract/graph";
import { foldRun } from "#lib/domain/run-reducer";
import { emptyRunState } from "#lib/domain/run-state";
import { type CanvasGraph, toCanvasGraph } from "../canvas-graph.ts";
import { StepCard } from "./step-card.tsx";

const count = 50;
const graph: Graph = {
  nodes: Array.from({ length: count }, (_, index) => ({
    id: `n${index}`,
    kind: "transform",
    name: `Node ${index}`,
    position: { x: index * 300, y: 0 },
    settings: { expression: "$input" },
  })),
  edges: [],
  notes: [],
  groups: [],
};

function draw(canvas: CanvasGraph, store: RunStore, onRender: (id: string) => void) {
  return render(
    <ReactFlowProvider initialNodes={canvas.nodes}>
      <RunProvider store={store}>
        {canvas.nodes.map((node) =>
          node.type === "step" ? (
            <Profiler key={node.id} id={node.id} onRender={onRender}>
              <StepCard
                id={node.id}
                type="step"
                data={node.data}
                height={node.height ?? 0}
                dragging={false}
                zIndex={0}
                selectable={false}
                deletable={false}
                selected={false}
                draggable={false}
                isConnectable={false}
                positionAbsoluteX={0}
                positionAbsoluteY={0}
              />
            </Profiler>
          ) : null,
        )}
      </RunProvider>
    </ReactFlowProvider>,
  );
}

let offset = 0;
function fold(store: RunStore, type: RunEntry["type"], data: object): void {
  offset += 1;
  const entry = { type, data, offset, stream: "run:r", time: "2026-11-01T12:00:00.000Z" } as unknown as RunEntry;
  act(() => store.setState((was) => ({ state: foldRun(was.state, [entry]) })));
}

describe("the canvas' cards", () => {
  let store: RunStore;
  let rendered: string[];

  beforeEach(() => {
    // The clock of running durations ticks in its own time; here only events count.
    vi.useFakeTimers({ toFake: ["setInterval"] });
    offset = 0;
    rendered = [];
    // Only the state is drawn; the row and the graph are another test's business.
    store = createRunStore({ run: { id: "r" }, graph, state: emptyRunState } as unknown as Parameters<
      typeof createRunStore
    >[0]);
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  it("render one node for one node's event, and only the first time for the same status", () => {
    const view = draw(toCanvasGraph(graph), store, (id) => rendered.push(id));
    expect(rendered).toHaveLength(count);
    rendered.length = 0;
    fold(store, "run.node.queued", { nodeId: "n7" });
    expect(rendered).toEqual(["n7"]);
    fold(store, "run.node.started", { nodeId: "n8", attempt: 1 });
    expect(rendered).toEqual(["n7", "n8"]);
    fold(store, "run.paused", {});
    expect(rendered).toEqual(["n7", "n8"]);
    expect(view.container.querySelector("#node-n8")?.getAttribute("aria-label")).toBe("Node 8, Transform, running");
    expect(view.container.querySelector("#node-n7")?.getAttribute("data-status")).toBe("queued");
  });
});
