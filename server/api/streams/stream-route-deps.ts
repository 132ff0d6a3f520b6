import type { StreamAccess } from "#server/access/stream-access";
import type { StreamLog } from "#server/streams/stream-log";
import type { StreamNews } from "./stream-news.ts";

/** What every way of reading a stream over HTTP takes. */
export interface StreamRouteDeps {
  log: Pick<StreamLog, "read">;
  news: StreamNews;
  accessTo: StreamAccess;
}
