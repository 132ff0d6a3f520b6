import { CanvasSkeleton } from "#components/run/canvas-skeleton";

export default function Loading() {
  return <CanvasSkeleton />;
}
