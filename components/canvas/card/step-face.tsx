import { RotateCw } from "lucide-react";
import { useRunSlice } from "#client/hooks/run-context";
import type { NodeState } from "#lib/domain/run-state";
import { classNames } from "../../ui/class-names.ts";
import { moneyText } from "../../ui/money-text.ts";
import type { StepData } from "../canvas-graph.ts";
import type { DetailLevel } from "../view/detail-level.ts";
import { itemProgress } from "./item-progress.ts";
import { KindIcon, kindTitle } from "./kind-icon.tsx";
import { NodeStatusText, nodeLook } from "./node-status.tsx";
import { StepDuration } from "./step-duration.tsx";
import { useWritingLine } from "./writing-line.ts";

/** What stands on a card at each level of detail. */
export function StepFace({ step, state, level }: { step: StepData; state: NodeState; level: DetailLevel }) {
  switch (level) {
    case "near":
      return <NearFace step={step} state={state} />;
    case "mid":
      return <MidFace step={step} state={state} />;
    case "far":
      return <FarFace state={state} />;
  }
}

function NearFace({ step, state }: { step: StepData; state: NodeState }) {
  const { node } = step;
  const writing = useWritingLine(node.id, state);
  return (
    <>
      <span className="flex min-w-0 items-center gap-2.5">
        <span className="step-kind size-8 rounded-md">
          <KindIcon kind={node.kind} className="size-4" />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm leading-4.5 font-semibold">{node.name}</span>
          {writing === null ? (
            <span className="flex items-center gap-1.5 text-2xs text-faint">
              <span className="truncate">{kindTitle(node.kind)}</span>
              {state.simulated && <span className="step-tag">simulated</span>}
            </span>
          ) : (
            <Writing words={writing} className="text-2xs" />
          )}
        </span>
      </span>
      <span className="mt-auto flex min-w-0 items-center gap-2 text-2xs text-muted tabular">
        <NodeStatusText state={state} />
        <span className="ml-auto flex min-w-0 items-center gap-2">
          <ItemProgress step={step} />
          {state.retries > 0 && (
            <span className="flex items-center gap-0.5 text-status-retrying" title="Retries">
              <RotateCw className="size-3" aria-hidden />
              {state.retries}
            </span>
          )}
          {state.cost !== null && state.cost.micros > 0 && (
            <span title="Cost">{moneyText(state.cost.micros, state.cost.currency)}</span>
          )}
          <StepDuration state={state} />
        </span>
      </span>
    </>
  );
}

/** The words that come, for the eye; the drawer has the text. */
function Writing({ words, className }: { words: string; className: string }) {
  return (
    <span className={classNames("flex items-center text-status-running", className)} data-writing aria-hidden>
      <span className="truncate">{words}</span>
      <span className="writing-caret shrink-0" />
    </span>
  );
}

function ItemProgress({ step }: { step: StepData }) {
  const progress = useRunSlice((run) => itemProgress(run.state, step));
  return progress === null ? null : <span title="Items done">{progress}</span>;
}

function MidFace({ step, state }: { step: StepData; state: NodeState }) {
  const { icon: Icon, text } = nodeLook(state);
  const writing = useWritingLine(step.node.id, state);
  return (
    <span className="flex h-full min-w-0 items-center gap-2.5">
      <span className="step-kind size-9 rounded-md">
        <KindIcon kind={step.node.kind} className="size-5" />
      </span>
      <span className="min-w-0 flex-1">
        <span
          className={classNames(
            "text-[1.125rem] leading-[1.375rem] font-semibold wrap-break-word",
            writing === null ? "line-clamp-3" : "line-clamp-1",
          )}
        >
          {step.node.name}
        </span>
        {writing !== null && <Writing words={writing} className="text-base" />}
      </span>
      <Icon className={classNames("size-7 shrink-0", text)} aria-hidden />
    </span>
  );
}

function FarFace({ state }: { state: NodeState }) {
  const { icon: Icon, text } = nodeLook(state);
  return (
    <span className="flex h-full items-center justify-center">
      <Icon className={classNames("size-14", text)} aria-hidden />
    </span>
  );
}
