import { classNames } from "./class-names.ts";
import { moneyText } from "./money-text.ts";

/** An amount of money, in integer millionths of its currency. */
export function Money({ micros, currency, className }: { micros: number; currency: string; className?: string }) {
  return <span className={classNames("tabular", className)}>{moneyText(micros, currency)}</span>;
}
