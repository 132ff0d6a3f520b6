/** What one run event looks like on the wire; the same for both servers under test. */
export function sampleEntry(stream: string, offset: number) {
  return {
    specversion: "1.0",
    id: `evt_${String(offset).padStart(12, "0")}`,
    source: "/orgs/org_bench/runs/run_bench",
    type: "run.node.succeeded",
    subject: `node/node-${offset % 150}`,
    time: new Date().toISOString(),
    dataschema: "/schemas/run.node.succeeded/1",
    data: sampleData(offset),
    stream,
    offset,
  };
}

/** A node that succeeded with a small output. */
export function sampleData(offset: number) {
  return {
    nodeId: `node-${offset % 150}`,
    output: { text: '{"label":"refund","confidence":0.93}', bytes: 36, truncated: false },
    durationMs: 412,
  };
}
