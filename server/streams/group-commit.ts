/** One call's drafts, waiting to be committed with others'. */
interface Request<Draft, Answer> {
  drafts: readonly Draft[];
  bytes: number;
  resolve: (answers: Answer[]) => void;
  reject: (error: unknown) => void;
}

export interface GroupCommitOptions<Draft, Answer> {
  /** Stores all drafts in one transaction and answers for each in order, or throws and has stored nothing. */
  commit: (drafts: readonly Draft[]) => Promise<Answer[]>;
  /** What a request gets where the queue is full. */
  overloaded: () => Error;
  /** How long the first request waits for company, in milliseconds; timers make it up to one more. */
  gatherMs?: number;
  /** Bounds of one commit, so that it stays short; a single larger request goes alone. */
  commitDrafts?: number;
  commitBytes?: number;
  /** Bounds of what may wait. Past them the caller is told, rather than memory filled. */
  queuedDrafts?: number;
  queuedBytes?: number;
}

export interface GroupCommit<Draft, Answer> {
  submit(drafts: readonly Draft[], bytes: number): Promise<Answer[]>;
  /** Waits for what was submitted; refuses what comes later. */
  close(): Promise<void>;
}

/**
 * Lets requests that arrive together, or while a commit is under way, share the next commit. Requests are committed in
 * the order in which they came. A commit that fails is tried again one request at a time, so that one bad request does
 * not fail its neighbours.
 */
export function createGroupCommit<Draft, Answer>(
  options: GroupCommitOptions<Draft, Answer>,
): GroupCommit<Draft, Answer> {
  const { commit, overloaded, gatherMs = 1, commitDrafts = 2_000, commitBytes = 4 * 1024 * 1024 } = options;
  const { queuedDrafts = 50_000, queuedBytes = 64 * 1024 * 1024 } = options;
  let queue: Request<Draft, Answer>[] = [];
  const waiting = { drafts: 0, bytes: 0 };
  let draining: Promise<void> | null = null;
  let gathering: { end: () => void } | null = null;
  let isClosed = false;

  function submit(drafts: readonly Draft[], bytes: number): Promise<Answer[]> {
    if (isClosed) return Promise.reject(new Error("the stream log is closed"));
    if (drafts.length === 0) return Promise.resolve([]);
    const isFull = waiting.drafts + drafts.length > queuedDrafts || waiting.bytes + bytes > queuedBytes;
    if (isFull && queue.length > 0) return Promise.reject(overloaded());
    return new Promise((resolve, reject) => {
      queue.push({ drafts, bytes, resolve, reject });
      waiting.drafts += drafts.length;
      waiting.bytes += bytes;
      if (waiting.drafts >= commitDrafts) gathering?.end();
      draining ??= drain();
    });
  }

  /** Commits until nothing waits. What arrives meanwhile is in the next commit without a further wait. */
  async function drain(): Promise<void> {
    await gather();
    while (queue.length > 0) await commitTogether(nextRequests());
    draining = null;
  }

  async function gather(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, gatherMs);
      gathering = {
        end: () => {
          clearTimeout(timer);
          resolve();
        },
      };
    });
    gathering = null;
  }

  function nextRequests(): Request<Draft, Answer>[] {
    let drafts = 0;
    let bytes = 0;
    const count = queue.findIndex((request, index) => {
      drafts += request.drafts.length;
      bytes += request.bytes;
      return index > 0 && (drafts > commitDrafts || bytes > commitBytes);
    });
    const requests = count === -1 ? queue : queue.slice(0, count);
    queue = count === -1 ? [] : queue.slice(count);
    for (const request of requests) {
      waiting.drafts -= request.drafts.length;
      waiting.bytes -= request.bytes;
    }
    return requests;
  }

  async function commitTogether(requests: readonly Request<Draft, Answer>[]): Promise<void> {
    try {
      const answers = await commit(requests.flatMap((request) => request.drafts));
      let start = 0;
      for (const request of requests) {
        request.resolve(answers.slice(start, start + request.drafts.length));
        start += request.drafts.length;
      }
    } catch (error) {
      const [first] = requests;
      if (requests.length === 1) first?.reject(error);
      else for (const request of requests) await commitTogether([request]);
    }
  }

  return {
    submit,
    close: async () => {
      isClosed = true;
      // `gathering` is set by then: `drain` begins with it in the same turn as the request that started it.
      gathering?.end();
      await draining;
    },
  };
}
