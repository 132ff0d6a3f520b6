import { Check, X } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/form/field";
import { Input } from "#components/ui/form/input";

/** Asks for a decision, with room for a word about it. */
export function ApprovalPanel({
  prompt,
  mayDecide,
  onDecide,
}: {
  prompt: string;
  mayDecide: boolean;
  onDecide: (decision: { approved: boolean; comment?: string | undefined }) => Promise<void>;
}) {
  const [comment, setComment] = useState("");
  const [isBusy, setBusy] = useState(false);

  async function decide(approved: boolean) {
    setBusy(true);
    await onDecide({ approved, comment: comment.trim() === "" ? undefined : comment.trim() });
    setBusy(false);
  }

  return (
    <section aria-label="Approval" className="border-b border-line bg-status-waiting/8 p-4">
      <p className="text-sm font-medium whitespace-pre-wrap">{prompt}</p>
      {mayDecide ? (
        <>
          <Field id="approval-comment" label={<span className="text-muted">Comment</span>} className="mt-3">
            <Input
              id="approval-comment"
              value={comment}
              maxLength={2_000}
              onChange={(event) => setComment(event.target.value)}
            />
          </Field>
          <div className="mt-3 flex gap-2">
            <Button variant="primary" disabled={isBusy} onClick={() => void decide(true)}>
              <Check aria-hidden />
              Approve
            </Button>
            <Button variant="danger-ghost" disabled={isBusy} onClick={() => void decide(false)}>
              <X aria-hidden />
              Reject
            </Button>
          </div>
        </>
      ) : (
        <p className="mt-1 text-sm text-muted">Your role may look, not decide.</p>
      )}
    </section>
  );
}
