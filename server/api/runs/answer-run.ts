import type { Result } from "#lib/contract/problem";
import { isFinalRunStatus, type RunSummary } from "#lib/contract/run";
import { streamName } from "#lib/contract/stream-name";
import type { Actor } from "#lib/domain/actor";
import type { RunService } from "#server/runs/run-service";
import { jsonWithEtag, notModified } from "../answer/etag.ts";
import type { RequestFacts } from "../route.ts";
import { recheckMs } from "../streams/session-check.ts";
import type { StreamNews } from "../streams/stream-news.ts";

/**
 * One run with an `ETag`. With a wait, the answer comes when the run differs from `If-None-Match`, or has ended where
 * there is no such header, or the wait is over. Whoever waits is asked again who they are, every two seconds.
 */
export async function answerRun(
  { runs, news }: { runs: RunService; news: StreamNews },
  { actor, runId, waitMs, request }: { actor: Actor; runId: string; waitMs: number; request: RequestFacts },
): Promise<Result<RunSummary> | Response> {
  const known = request.header("if-none-match");
  const deadline = Date.now() + waitMs;
  const leaving = AbortSignal.any([request.signal, news.closing]);
  let asking = actor;
  for (;;) {
    // Listening starts before the read, so that no change falls in between.
    const listening = news.listen(streamName("run", runId));
    try {
      const found = await runs.get(asking, runId);
      if (!found.ok) return found;
      const etag = `"r${found.value.revision}"`;
      const isNews = known === undefined ? isFinalRunStatus(found.value.status) : known !== etag;
      const left = deadline - Date.now();
      if (isNews || left <= 0 || leaving.aborted) {
        return known === etag ? notModified(etag) : jsonWithEtag(found.value, etag);
      }
      await listening.next(Math.min(left, recheckMs), leaving);
    } finally {
      listening.stop();
    }
    const again = await request.recheck();
    if (!again.ok) return again;
    asking = again.value;
  }
}
