import type { Row } from "@tanstack/react-table";
import { flexRender } from "@tanstack/react-table";
import { memo, type Ref } from "react";
import type { RunSummary } from "#lib/contract/run";
import { classNames } from "../ui/class-names.ts";
import { cellStyles, rowStyle, type runTableFeatures } from "./run-columns.tsx";

/** One run's row. Renders again only when its run has changed. */
export const RunRow = memo(
  function RunRow({
    row,
    index,
    ref,
  }: {
    row: Row<typeof runTableFeatures, RunSummary>;
    index: number;
    ref: Ref<HTMLTableRowElement>;
  }) {
    return (
      <tr
        ref={ref}
        data-index={index}
        data-run={row.original.id}
        aria-rowindex={index + 2}
        className={classNames(rowStyle, "relative border-b border-line last:border-b-0 hover:bg-hover")}
      >
        {row.getAllCells().map((cell) => (
          <td key={cell.id} className={cellStyles[cell.column.id]}>
            {flexRender(cell.column.columnDef.cell, cell.getContext())}
          </td>
        ))}
      </tr>
    );
  },
  (was, is) => was.row.original === is.row.original && was.index === is.index,
);
