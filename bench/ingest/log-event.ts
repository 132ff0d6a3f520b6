/** The event that both sides store: a line that a node of one of `runCount` runs wrote. */
export function logEvent(sequence: number, runCount: number) {
  return {
    specversion: "1.0",
    id: `bench-${sequence}`,
    source: `/runs/bench-run-${sequence % runCount}`,
    type: "run.node.log",
    time: new Date().toISOString(),
    data: {
      nodeId: `node-${sequence % 150}`,
      level: "info",
      message: `GET /items/${sequence} answered 200 in 84 ms`,
    },
  };
}
