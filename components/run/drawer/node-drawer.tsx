"use client";
import { RotateCw, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useNodeState, useRunSlice } from "#client/hooks/run-context";
import { textOf } from "#client/streamed-text";
import { KindIcon, kindTitle } from "#components/canvas/card/kind-icon";
import { NodeStatusText } from "#components/canvas/card/node-status";
import { Button } from "#components/ui/button";
import { IconButton } from "#components/ui/icon-button";
import { EmptyState } from "#components/ui/states/empty-state";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs";
import type { GraphNode } from "#lib/contract/graph";
import type { Failure } from "#lib/contract/run";
import { isFinalRunStatus } from "#lib/contract/run";
import type { RunRights } from "#lib/domain/run-rights";
import { asksForApproval } from "../../canvas/card/node-lamp.ts";
import type { RunActions } from "../actions/use-run-actions.ts";
import { ApprovalPanel } from "./approval-panel.tsx";
import { JsonTree } from "./json-tree.tsx";
import { NodeItems, NodeLog, NodeTiming } from "./node-facts.tsx";
import { useNodeValues } from "./use-node-values.ts";
import { ValuePanel } from "./value-panel.tsx";
import { WrittenText } from "./written-text.tsx";

export interface NodeDrawerProps {
  node: GraphNode;
  /** The run shown; null where the workflow is shown without one. */
  runId: string | null;
  rights: RunRights;
  actions: RunActions;
  onClose: () => void;
}

/** Everything about one node of the run: beside the canvas, on a phone over its lower part. */
export function NodeDrawer(props: NodeDrawerProps) {
  const { node, runId, onClose } = props;
  const panel = useRef<HTMLElement>(null);
  const state = useNodeState(node.id);

  // Whoever opened the node reads on in it; Escape leads back to the diagram.
  useEffect(() => panel.current?.focus({ preventScroll: true }), [node.id]);
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      onClose();
      document.querySelector<HTMLElement>(".canvas")?.focus({ preventScroll: true });
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [onClose]);

  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={`Node ${node.name}`}
      className="flex min-h-0 w-full flex-col border-line bg-surface outline-none max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-45 max-md:h-[70dvh] max-md:animate-slide-up max-md:rounded-t-xl max-md:border-t max-md:shadow-raised md:w-100 md:border-l xl:w-112"
    >
      <header className="flex items-start gap-3 border-b border-line px-4 py-3">
        <span className="mt-0.5 flex size-8 shrink-0 items-center justify-center rounded-md border border-line bg-sunken text-muted">
          <KindIcon kind={node.kind} className="size-4" />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold">{node.name}</h2>
          <p className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
            {kindTitle(node.kind)}
            {runId !== null && <NodeStatusText state={state} />}
            {state.simulated && <span>simulated</span>}
          </p>
        </div>
        <IconButton label="Close" size="sm" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <div data-scrolls className="min-h-0 flex-1 overflow-y-auto">
        {runId === null ? <Settings node={node} /> : <Execution key={node.id} {...props} runId={runId} />}
      </div>
    </aside>
  );
}

function Execution({ node, runId, rights, actions }: NodeDrawerProps & { runId: string }) {
  const state = useNodeState(node.id);
  const texts = useRunSlice((run) => run.streamed[node.id]);
  const isOver = useRunSlice((run) => isFinalRunStatus(run.state.status));
  const [item, setItem] = useState<number | null>(null);
  const execution = (item === null ? undefined : state.items?.[item]) ?? state;
  const { input, output } = useNodeValues(runId, node.id, item, execution);
  const waitingItem = Object.entries(state.items ?? {}).find(([, each]) => each.status === "waiting")?.[0];
  const text = texts === undefined ? undefined : textOf(texts, state, item);
  const isWriting = text !== undefined && state.status === "running";
  const [tab, setTab] = useState<string | null>(null);
  const shown = tab ?? (isWriting ? "text" : output.kind === "none" ? "input" : "output");
  return (
    <>
      {execution.error !== null && (
        <FailurePanel error={execution.error}>
          {isOver && rights.start && rights.control && (
            <Button size="sm" className="mt-3" onClick={() => void actions.retry(node.id)}>
              <RotateCw aria-hidden />
              Retry from this node
            </Button>
          )}
        </FailurePanel>
      )}
      {asksForApproval(state) && (
        <ApprovalPanel
          prompt={state.waiting?.prompt ?? "Go on?"}
          mayDecide={rights.approve}
          onDecide={(decision) =>
            actions.decide(node.id, {
              ...decision,
              ...(waitingItem !== undefined && { item: item ?? Number(waitingItem) }),
            })
          }
        />
      )}
      <Tabs value={shown} onValueChange={setTab}>
        <TabsList aria-label="About this node">
          <TabsTrigger value="output">Output</TabsTrigger>
          <TabsTrigger value="input">Input</TabsTrigger>
          {texts !== undefined && <TabsTrigger value="text">Text</TabsTrigger>}
          {state.items !== null && <TabsTrigger value="items">Items</TabsTrigger>}
          <TabsTrigger value="log">Log{state.logs.length > 0 && ` ${state.logs.length}`}</TabsTrigger>
          <TabsTrigger value="timing">Timing</TabsTrigger>
          <TabsTrigger value="settings">Settings</TabsTrigger>
        </TabsList>
        {item !== null && <p className="border-b border-line px-4 py-1.5 text-xs text-muted">Item {item + 1}</p>}
        <TabsContent value="output">
          <ValuePanel value={output} name="output" />
        </TabsContent>
        <TabsContent value="input">
          <ValuePanel value={input} name="input" />
        </TabsContent>
        <TabsContent value="text">
          <WrittenText text={text} isWriting={isWriting} />
        </TabsContent>
        <TabsContent value="items">
          <NodeItems state={state} item={item} onPick={setItem} />
        </TabsContent>
        <TabsContent value="log">
          <NodeLog state={state} />
        </TabsContent>
        <TabsContent value="timing">
          <NodeTiming state={state} />
        </TabsContent>
        <TabsContent value="settings">
          <Settings node={node} />
        </TabsContent>
      </Tabs>
    </>
  );
}

function FailurePanel({ error, children }: { error: Failure; children: React.ReactNode }) {
  return (
    <section aria-label="Error" className="border-b border-line bg-danger/8 p-4 text-sm">
      <p className="font-medium wrap-anywhere text-danger">{error.message}</p>
      {error.remedy !== undefined && <p className="mt-1 text-foreground">{error.remedy}</p>}
      <p className="mt-1 font-mono text-xs text-muted">{error.code}</p>
      {children}
    </section>
  );
}

function Settings({ node }: { node: GraphNode }) {
  if (Object.keys(node.settings).length === 0) return <EmptyState title="This node has no settings" className="py-8" />;
  return (
    <div className="p-4">
      <JsonTree value={node.settings} />
    </div>
  );
}
