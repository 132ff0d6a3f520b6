import { NotFoundState } from "#components/shell/refusal-state";

export default function NotFound() {
  return <NotFoundState />;
}
