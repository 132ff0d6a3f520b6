/**
 * An amount in a currency's millionths, as people read it: two digits from one cent on, otherwise enough digits that a
 * small cost does not look like none.
 */
export function moneyText(micros: number, currency: string): string {
  const amount = micros / 1_000_000;
  const size = Math.abs(amount);
  const digits = size === 0 || size >= 0.01 ? 2 : size >= 0.0001 ? 4 : 6;
  return new Intl.NumberFormat("en-US", {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount);
}
