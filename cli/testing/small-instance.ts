/** A small recorded execution in WfFormat 1.5, of our own: a fork of two on one core, then a join. */
export const smallInstance = {
  name: "small",
  schemaVersion: "1.5",
  workflow: {
    specification: {
      tasks: [
        { id: "split", name: "split", parents: [], children: ["left", "right"] },
        { id: "left", name: "left", parents: ["split"], children: ["join"] },
        { id: "right", name: "right", parents: ["split"], children: ["join"] },
        { id: "join", name: "join", parents: ["left", "right"], children: [] },
      ],
    },
    execution: {
      makespanInSeconds: 6.5,
      executedAt: "2026-01-01T00:00:00Z",
      tasks: [
        { id: "split", runtimeInSeconds: 1, machines: ["m"] },
        { id: "left", runtimeInSeconds: 2.25, machines: ["m"] },
        { id: "right", runtimeInSeconds: 3, machines: ["m"] },
        { id: "join", runtimeInSeconds: 0.25, machines: ["m"] },
      ],
      machines: [{ nodeName: "m", cpu: { coreCount: 1 } }],
    },
  },
};
