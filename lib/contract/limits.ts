/** Every limit of the wire in one place; a refusal names the limit it met. Sizes are bytes of UTF-8 JSON. */
export const limits = {
  /** One entry's `data`. Larger values live in the database; the entry carries a preview. */
  entryDataBytes: 256 * 1024,
  /** Events in one ingest request. */
  ingestBatchEvents: 1_000,
  /** One ingest request's body. */
  ingestBodyBytes: 5 * 1024 * 1024,
  /** Any other request body. */
  requestBodyBytes: 2 * 1024 * 1024,
  /** A node's input or output. */
  nodeValueBytes: 1024 * 1024,
  /** Text of a value that travels inside an entry; the whole value is fetched on demand. */
  previewBytes: 2 * 1024,
  /** Arrays and objects within each other in one JSON text: what walks a value by itself must not run out of stack. */
  jsonDepth: 100,
  /** The number of a workflow's version: a 32-bit integer. */
  largestVersion: 2_147_483_647,
  /** Nodes in one graph. */
  graphNodes: 5_000,
  /** Edges in one graph. */
  graphEdges: 20_000,
  /** Entries in one `read` or poll. */
  readEntries: 1_000,
  /** Entries in one pushed frame. */
  frameEntries: 500,
  /** Streams that one socket may watch at once (joined streams not counted). */
  watchedStreams: 50,
  /** Cursors in one handshake. */
  handshakeCursors: 200,
  /** One signal's `data`. */
  signalDataBytes: 16 * 1024,
  /** Unsent bytes a socket may hold before signals are dropped and pushing stops (rule S10). */
  socketBufferBytes: 1024 * 1024,
  /** Longest `wait` of a long-poll, in seconds. */
  longPollSeconds: 60,
  /** Items that one loop node may iterate. */
  loopItems: 1_000,
  /** Log lines a node keeps in its state. */
  nodeLogLines: 200,
  /** Length of an id given by a client. */
  idLength: 200,
} as const;

/** How often the server sends `heads` (rule S6), in milliseconds. */
export const heartbeatMs = 5_000;

/** The version of the socket protocol that this build speaks. */
export const protocolVersion = 1;
