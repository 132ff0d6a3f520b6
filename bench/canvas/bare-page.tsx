import { applyNodeChanges, type Edge, type Node, ReactFlow } from "@xyflow/react";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { gridGraph } from "./grid-graph.ts";

/** The baseline: React Flow as its first example uses it, default nodes, one state array, 50 changes a second. */
const parameters = new URLSearchParams(location.search);
const count = Number(parameters.get("nodes"));
const isFitted = parameters.get("fit") === "1";
const graph = gridGraph(count);
const initialNodes: Node[] = graph.nodes.map(({ id, position, name }) => ({ id, position, data: { label: name } }));
const edges: Edge[] = graph.edges.map(({ id, source, target }) => ({ id, source, target }));
const statuses = ["running", "succeeded"];

function BarePage() {
  const [nodes, setNodes] = useState(initialNodes);
  useEffect(() => {
    let change = 0;
    const timer = setInterval(() => {
      change += 1;
      const index = change % count;
      const label = `${graph.nodes[index]?.name} ${statuses[change % 2]}`;
      setNodes((was) => was.map((node, at) => (at === index ? { ...node, data: { label } } : node)));
    }, 20);
    return () => clearInterval(timer);
  }, []);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      minZoom={0.01}
      fitView={isFitted}
      onNodesChange={(changes) => setNodes((was) => applyNodeChanges(changes, was))}
    />
  );
}

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no #root");
createRoot(root).render(<BarePage />);
