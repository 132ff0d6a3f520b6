import type { ReactNode } from "react";
import { StatusBadge } from "#components/status/status-badge";
import { Money } from "#components/ui/money";
import { EmptyState } from "#components/ui/states/empty-state";
import { Duration } from "#components/ui/time/duration";
import type { NodeState } from "#lib/domain/run-state";
import { clockText, durationText } from "../../ui/time/time-text.ts";
import { useIsHydrated } from "../../ui/time/use-now.ts";

/** When a node was queued, began and ended, how often it was tried, and what it spent. */
export function NodeTiming({ state }: { state: NodeState }) {
  const wait = between(state.queuedAt, state.startedAt);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 p-4 text-sm [&_dt]:text-muted">
      <Fact name="Queued">{<Clock time={state.queuedAt} />}</Fact>
      <Fact name="Started">{<Clock time={state.startedAt} />}</Fact>
      <Fact name="Ended">{<Clock time={state.finishedAt} />}</Fact>
      <Fact name="Waited for its turn">{wait === null ? "–" : durationText(wait)}</Fact>
      <Fact name="Worked">
        {state.durationMs === null ? (
          <Duration start={state.startedAt} end={state.finishedAt} />
        ) : (
          durationText(state.durationMs)
        )}
      </Fact>
      <Fact name="Attempt">{state.attempt === 0 ? "–" : state.attempt}</Fact>
      <Fact name="Retries">{state.retries}</Fact>
      {state.retryAt !== null && state.status === "retrying" && (
        <Fact name="Tried again at">{<Clock time={state.retryAt} />}</Fact>
      )}
      <Fact name="Cost">
        {state.cost === null ? "–" : <Money micros={state.cost.micros} currency={state.cost.currency} />}
      </Fact>
      {state.tokens !== null && (
        <Fact name="Tokens">
          {state.tokens.input} in, {state.tokens.output} out
        </Fact>
      )}
    </dl>
  );
}

/** A node's executions by item, for nodes in a loop's body. */
export function NodeItems({
  state,
  item,
  onPick,
}: {
  state: NodeState;
  item: number | null;
  onPick: (item: number | null) => void;
}) {
  const items = Object.entries(state.items ?? {});
  return (
    <ul className="divide-y divide-line">
      {items.map(([key, execution]) => {
        const index = Number(key);
        return (
          <li key={key}>
            <button
              type="button"
              aria-pressed={item === index}
              onClick={() => onPick(item === index ? null : index)}
              className="flex w-full items-center gap-3 px-4 py-2 text-left text-sm hover:bg-hover aria-pressed:bg-accent-soft"
            >
              <span className="w-16 tabular">Item {index + 1}</span>
              <StatusBadge status={execution.status} look="plain" />
              <span className="min-w-0 flex-1 truncate text-xs text-danger">{execution.error?.message}</span>
              <span className="text-xs text-muted tabular">
                {execution.durationMs === null ? (
                  <Duration start={execution.startedAt} end={execution.finishedAt} />
                ) : (
                  durationText(execution.durationMs)
                )}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

const levels = { debug: "text-faint", info: "text-foreground", warn: "text-status-waiting", error: "text-danger" };

/** What a node wrote about its work, oldest first. */
export function NodeLog({ state }: { state: NodeState }) {
  if (state.logs.length === 0) return <EmptyState title="Nothing logged" className="py-8" />;
  return (
    <ol className="p-3 font-mono text-xs leading-5">
      {state.logs.map((line, index) => (
        // Lines are only added at the end, and the oldest dropped: the place in the list is the best key there is.
        <li key={`${line.time} ${index}`} className="flex gap-3">
          <span className="shrink-0 text-faint">
            <Clock time={line.time} />
          </span>
          <span className="sr-only">{line.level}:</span>
          <span className={`wrap-anywhere ${levels[line.level]}`}>
            {line.item !== null && <span className="text-faint">[{line.item + 1}] </span>}
            {line.message}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="tabular">{children}</dd>
    </>
  );
}

/** The local time of day, to the millisecond. */
function Clock({ time }: { time: string | null }) {
  const isHydrated = useIsHydrated();
  if (time === null) return <>–</>;
  const text = isHydrated ? clockText(new Date(time)) : time.slice(11, 23);
  return (
    <time dateTime={time} suppressHydrationWarning>
      {text}
    </time>
  );
}

function between(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : Math.max(0, Date.parse(to) - Date.parse(from));
}
