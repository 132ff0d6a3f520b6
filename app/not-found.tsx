import type { Metadata } from "next";
import { ProductMark } from "#components/shell/product-mark";
import { NotFoundState } from "#components/shell/refusal-state";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center">
      <ProductMark className="size-10" />
      <NotFoundState />
    </main>
  );
}
