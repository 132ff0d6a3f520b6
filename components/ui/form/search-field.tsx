"use client";
import { LoaderCircle, Search } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { classNames } from "../class-names.ts";
import { Input } from "./input.tsx";

/** How long typing rests before the search is made, in milliseconds. */
const restMs = 200;

/** Searches by a parameter of the page's address, so that what is found can be shared, reloaded and gone back to. */
export function SearchField({
  label,
  parameter = "q",
  resets = [],
  className,
}: {
  label: string;
  parameter?: string;
  /** Parameters that mean nothing for another search, such as a cursor. */
  resets?: readonly string[];
  className?: string;
}) {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const inAddress = search.get(parameter) ?? "";
  const [text, setText] = useState(inAddress);
  const [isPending, startTransition] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function find(next: string) {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const parameters = new URLSearchParams(search);
      for (const each of resets) parameters.delete(each);
      if (next.trim() === "") parameters.delete(parameter);
      else parameters.set(parameter, next.trim());
      startTransition(() => router.replace(parameters.size === 0 ? pathname : `${pathname}?${parameters}`));
    }, restMs);
  }

  return (
    <search className={classNames("relative block", className)}>
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => find(event.currentTarget.value)}
        className="pl-8 [&::-webkit-search-cancel-button]:hidden"
      />
      <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-muted [&_svg]:size-4">
        {isPending ? <LoaderCircle className="animate-spin" aria-hidden /> : <Search aria-hidden />}
      </span>
    </search>
  );
}
