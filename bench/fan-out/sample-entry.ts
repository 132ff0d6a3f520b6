/** What one entry of an organization's stream looks like on the wire; the same for both servers under test. */
export function sampleEntry(stream: string, offset: number) {
  return {
    specversion: "1.0",
    id: `evt_${String(offset).padStart(12, "0")}`,
    source: "/orgs/org_bench",
    type: "alert.raised",
    time: new Date().toISOString(),
    dataschema: "/schemas/alert.raised/1",
    data: sampleData(offset),
    stream,
    offset,
  };
}

/** An alert about a run that failed. */
export function sampleData(offset: number) {
  return {
    alertId: `alr_${offset}`,
    severity: "warning" as const,
    title: "A run failed",
    message: "Nightly pipeline failed at Fetch the orders.",
    href: `/runs/run_${offset}?node=fetch`,
  };
}
