import { classNames } from "../ui/class-names.ts";

/** Lines from left to right with their lamps: the picture that a signal box shows of its railway. */
const lines = [
  "M-20 120H180C240 120 240 200 300 200H620",
  "M-20 280H120C180 280 180 200 240 200H300",
  "M300 200H380C440 200 440 120 500 120H620",
  "M-20 420H200C270 420 270 340 340 340H620",
  "M340 340C410 340 410 440 480 440H620",
  "M120 280C180 280 180 340 240 340H340",
] as const;

const lamps = [
  { x: 90, y: 120, tone: "done" },
  { x: 96, y: 280, tone: "done" },
  { x: 270, y: 200, tone: "done" },
  { x: 390, y: 200, tone: "lit" },
  { x: 540, y: 200, tone: "off" },
  { x: 520, y: 120, tone: "off" },
  { x: 110, y: 420, tone: "done" },
  { x: 300, y: 340, tone: "waiting" },
  { x: 470, y: 340, tone: "off" },
  { x: 520, y: 440, tone: "off" },
] as const;

const fills = {
  done: "fill-status-succeeded",
  lit: "fill-status-running",
  waiting: "fill-status-waiting",
  off: "fill-surface",
} as const;

/** Decoration: a lit diagram of a line. */
export function LitDiagram({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 600 560" preserveAspectRatio="xMidYMid slice" fill="none" aria-hidden className={className}>
      {lines.map((d) => (
        <path key={d} d={d} className="stroke-line" strokeWidth="10" strokeLinecap="round" />
      ))}
      <path
        d={lines[0]}
        className="animate-travel stroke-status-running/60"
        strokeWidth="2"
        strokeDasharray="2 10"
        strokeLinecap="round"
      />
      {lamps.map(({ x, y, tone }) => (
        <g key={`${x} ${y}`}>
          {tone !== "off" && (
            <circle
              cx={x}
              cy={y}
              r="22"
              className={classNames(fills[tone], "opacity-15", tone === "lit" && "animate-lamp")}
            />
          )}
          <circle cx={x} cy={y} r="11" className="fill-surface stroke-line" strokeWidth="3" />
          <circle cx={x} cy={y} r="6" className={fills[tone]} />
        </g>
      ))}
    </svg>
  );
}
