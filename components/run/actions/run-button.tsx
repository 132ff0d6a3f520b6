"use client";
import { Play } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { useLive } from "#client/hooks/live-provider";
import { Button } from "#components/ui/button";
import type { Graph } from "#lib/contract/graph";
import { useEarlyLoad } from "../../ui/loading/use-early-load.ts";
import { inputFieldsOf } from "./input-form.ts";
import { notice } from "./notice.ts";

/** The form's libraries come after the diagram: most people on the page watch. */
const loadForm = () => import("./run-form.tsx");
const RunForm = dynamic(() => loadForm().then((module) => module.RunForm), { ssr: false });

/** Runs the workflow: at once, or after asking for what its start wants to know. */
export function RunButton({
  workflow,
  onStarted,
  isAsked,
  onAnswered,
}: {
  workflow: { id: string; name: string; graph: Graph };
  onStarted: (runId: string) => void;
  /** True where the address asks for the form. */
  isAsked: boolean;
  onAnswered: () => void;
}) {
  useEarlyLoad(loadForm);
  const api = useLive()?.api;
  const fields = useMemo(() => inputFieldsOf(workflow.graph), [workflow.graph]);
  const [isPressed, setPressed] = useState(false);
  const [isBusy, setBusy] = useState(false);

  function close() {
    setPressed(false);
    if (isAsked) onAnswered();
  }

  async function start(input: unknown) {
    if (api === undefined) return;
    const run = await api.startRun(workflow.id, { input });
    close();
    onStarted(run.id);
  }

  async function press() {
    if (fields.length > 0) return setPressed(true);
    setBusy(true);
    try {
      await start({});
    } catch (error) {
      void notice("error", error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <Button variant="primary" isBusy={isBusy} disabled={api === undefined} onClick={() => void press()}>
        {!isBusy && <Play aria-hidden />}
        Run
      </Button>
      {(isPressed || isAsked) && (
        <RunForm workflowName={workflow.name} fields={fields} onStart={start} onClose={close} />
      )}
    </>
  );
}
