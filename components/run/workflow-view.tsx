"use client";
import { History, X } from "lucide-react";
import { useState } from "react";
import { useConnectedRun } from "#client/hooks/use-connected-run";
import { useIsLost } from "#client/hooks/use-is-lost";
import { useNewestRun } from "#client/hooks/use-newest-run";
import { useRunList } from "#client/hooks/use-run-list";
import { countNewer } from "#client/newest-run";
import type { RunStore } from "#client/run-store";
import type { Graph } from "#lib/contract/graph";
import type { RunSummary } from "#lib/contract/run";
import { streamName } from "#lib/contract/stream-name";
import type { RunRights } from "#lib/domain/run-rights";
import type { RunSnapshot } from "#lib/domain/run-snapshot";
import { NotFoundState } from "../shell/refusal-state.tsx";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { RunButton } from "./actions/run-button.tsx";
import { StartRefusal } from "./actions/start-refusal.tsx";
import { useRunActions } from "./actions/use-run-actions.ts";
import { LitCanvas } from "./lit-canvas.tsx";
import { ShownRunBar } from "./shown-run-bar.tsx";
import { type RunAddress, useRunAddress } from "./use-run-address.ts";
import { Watchers } from "./watchers.tsx";
import { WorkflowRuns } from "./workflow-runs.tsx";

export interface WorkflowViewProps {
  workflow: { id: string; name: string; description: string; version: number; graph: Graph };
  runs: readonly RunSummary[];
  next: string | null;
  cursors: Readonly<Record<string, number>>;
  /** The run that the page opens with: the address', or the newest. */
  first: RunSnapshot | null;
  rights: RunRights;
  selfId: string;
}

/**
 * A workflow with its diagram and its runs. Without a run in the address the newest one lights the diagram, whoever
 * or whatever started it.
 */
export function WorkflowView(props: WorkflowViewProps) {
  // What may not be seen any more leaves the page at once, whatever of it had been loaded.
  const isLost = useIsLost(streamName("doc", props.workflow.id));
  return isLost ? <NotFoundState /> : <ShownWorkflow {...props} />;
}

function ShownWorkflow(props: WorkflowViewProps) {
  const { workflow, first, rights } = props;
  const address = useRunAddress();
  const list = useRunList({ ...props, filter: { workflowId: workflow.id } });
  const newestId = list.runs[0]?.id ?? null;
  const { shownId, show } = useNewestRun({
    firstId: first?.run.id ?? newestId,
    newestId,
    chosenId: address.runId,
    // Nobody is torn away from what they read.
    isHeld: address.nodeId !== null,
  });
  const run = useConnectedRun(shownId, first);
  const store = run.kind === "shown" || run.kind === "loading" ? run.store : null;
  function followNewest() {
    if (newestId !== null) show(newestId);
    address.showRun(null);
  }
  const [isListOpen, setListOpen] = useState(false);
  return (
    <div className="flex h-shell min-h-0 flex-col">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2">
        <div className="min-w-0">
          <h1 className="flex items-baseline gap-2 text-base font-semibold">
            <span className="truncate">{workflow.name}</span>
            <span className="text-xs font-normal text-faint">v{workflow.version}</span>
          </h1>
          {workflow.description !== "" && (
            <p className="truncate text-xs text-muted max-sm:hidden">{workflow.description}</p>
          )}
        </div>
        <div className="ml-auto flex items-center gap-2">
          <Watchers stream={streamName("doc", workflow.id)} selfId={props.selfId} />
          <Button className="md:hidden" aria-expanded={isListOpen} onClick={() => setListOpen(!isListOpen)}>
            <History aria-hidden />
            Runs
          </Button>
          {!rights.start && address.isStartAsked && <StartRefusal onAnswered={address.startAnswered} />}
          {rights.start && (
            <RunButton
              workflow={workflow}
              onStarted={(runId) => {
                show(runId);
                address.showRun(null);
              }}
              isAsked={address.isStartAsked}
              onAnswered={address.startAnswered}
            />
          )}
        </div>
      </header>
      <div className="flex min-h-0 flex-1">
        <RunsPanel isOpen={isListOpen} onClose={() => setListOpen(false)}>
          <WorkflowRuns
            list={list}
            shownRunId={shownId}
            shown={store}
            onShow={(runId) => {
              setListOpen(false);
              address.showRun(runId);
            }}
          />
        </RunsPanel>
        <Lit
          {...props}
          run={store}
          failure={run.kind === "failed" ? run.message : null}
          newer={countNewer(list.runs, store?.getState().run ?? null)}
          onFollowNewest={followNewest}
          address={address}
        />
      </div>
    </div>
  );
}

function Lit({
  workflow,
  rights,
  run,
  failure,
  newer,
  onFollowNewest,
  address,
}: WorkflowViewProps & {
  run: RunStore | null;
  failure: string | null;
  newer: number;
  onFollowNewest: () => void;
  address: RunAddress;
}) {
  const shown = run?.getState();
  const actions = useRunActions(shown?.run.id ?? "");
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      {run !== null && (
        <ShownRunBar
          key={shown?.run.id}
          store={run}
          latestVersion={workflow.version}
          isChosen={address.runId !== null}
          newer={newer}
          onFollowNewest={onFollowNewest}
          rights={rights}
          actions={actions}
        />
      )}
      {failure !== null && (
        <p role="alert" className="border-b border-line bg-danger/8 px-4 py-2 text-sm text-danger">
          The run cannot be shown: {failure}
        </p>
      )}
      <LitCanvas
        graph={shown?.graph ?? workflow.graph}
        name={workflow.name}
        run={run}
        rights={rights}
        actions={actions}
        nodeId={address.nodeId}
        openNode={address.openNode}
      />
    </div>
  );
}

/** Beside the diagram; on a phone over it, when asked for. */
function RunsPanel({ isOpen, onClose, children }: { isOpen: boolean; onClose: () => void; children: React.ReactNode }) {
  return (
    <section
      aria-label="Runs"
      data-open={isOpen || undefined}
      className="flex min-h-0 w-64 shrink-0 flex-col border-r border-line bg-surface max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-45 max-md:h-[60dvh] max-md:w-full max-md:animate-slide-up max-md:rounded-t-xl max-md:border-t max-md:not-data-open:hidden max-md:shadow-raised"
    >
      <h2 className="flex h-10 shrink-0 items-center border-b border-line px-3 text-sm font-semibold">
        Runs
        <IconButton label="Close" size="sm" className="ml-auto md:hidden" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </h2>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </section>
  );
}
