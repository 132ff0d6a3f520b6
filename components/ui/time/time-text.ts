const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, or until when, in a few letters: `now`, `12 s ago`, `in 5 min`, `3 d ago`, then the date. */
export function relativeTimeText(time: number, now: number): string {
  const distance = Math.abs(now - time);
  if (distance >= 14 * day) return new Date(time).toISOString().slice(0, 10);
  if (distance < 5_000) return "now";
  const amount = amountText(distance);
  return time > now ? `in ${amount}` : `${amount} ago`;
}

function amountText(ms: number): string {
  if (ms < minute) return `${Math.floor(ms / 1_000)} s`;
  if (ms < hour) return `${Math.floor(ms / minute)} min`;
  if (ms < day) return `${Math.floor(ms / hour)} h`;
  return `${Math.floor(ms / day)} d`;
}

/** A duration with about two digits that matter: `0 ms`, `840 ms`, `3.2 s`, `2 min 05 s`, `1 h 04 min`, `2 d 3 h`. */
export function durationText(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  if (whole < 1_000) return `${whole} ms`;
  if (whole < 10_000) return `${(Math.floor(whole / 100) / 10).toFixed(1)} s`;
  if (whole < minute) return `${Math.floor(whole / 1_000)} s`;
  if (whole < hour) return `${Math.floor(whole / minute)} min ${padded(Math.floor((whole % minute) / 1_000))} s`;
  if (whole < day) return `${Math.floor(whole / hour)} h ${padded(Math.floor((whole % hour) / minute))} min`;
  return `${Math.floor(whole / day)} d ${Math.floor((whole % day) / hour)} h`;
}

/** The local time of day, to the millisecond: `09:03:07.042`. */
export function clockText(time: Date): string {
  const ofDay = [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => padded(part)).join(":");
  return `${ofDay}.${padded(time.getMilliseconds(), 3)}`;
}

function padded(value: number, digits = 2): string {
  return String(value).padStart(digits, "0");
}
