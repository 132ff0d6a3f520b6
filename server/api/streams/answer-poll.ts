import type { Refusal } from "#lib/contract/problem";
import { jsonWithEtag, notModified } from "../answer/etag.ts";
import { problemResponse } from "../answer/problem-response.ts";
import type { RequestFacts } from "../route.ts";
import { checkAccess } from "./check-access.ts";
import { checkCursor } from "./check-cursor.ts";
import { recheckMs } from "./session-check.ts";
import type { StreamRouteDeps } from "./stream-route-deps.ts";

interface Asked {
  stream: string;
  after: number | undefined;
  limit: number;
  waitMs: number;
  request: RequestFacts;
}

/**
 * One page of entries. With a wait it comes when there is something after the cursor (or, with `If-None-Match`,
 * something new at all), or empty when the wait is over. Whoever waits is asked again who they are.
 */
export async function answerPoll(deps: StreamRouteDeps, asked: Asked): Promise<Refusal | Response> {
  const { stream, limit, request } = asked;
  const known = request.header("if-none-match");
  const deadline = Date.now() + asked.waitMs;
  const leaving = AbortSignal.any([request.signal, deps.news.closing]);
  const listening = deps.news.listen(stream);
  try {
    for (;;) {
      const page = await deps.log.read(stream, { after: asked.after ?? 0, limit });
      // Who named no cursor begins with the oldest entry that is kept.
      const after = asked.after ?? page.trimmed;
      const refusal = checkCursor(after, page);
      if (refusal !== null) return problemResponse(refusal, request.requestId, { members: { head: page.head } });
      const etag = `"h${page.head}-t${page.trimmed}-a${after}-l${limit}"`;
      const isNews = known === undefined ? page.entries.length > 0 : known !== etag;
      const left = deadline - Date.now();
      if (isNews || left <= 0 || leaving.aborted) {
        return known === etag ? notModified(etag) : jsonWithEtag({ entries: page.entries, head: page.head }, etag);
      }
      await listening.next(Math.min(left, recheckMs), leaving);
      const again = await request.recheck();
      if (!again.ok) return again;
      const access = await checkAccess(deps.accessTo, again.value, stream);
      if (!access.ok) return access;
    }
  } finally {
    listening.stop();
  }
}
