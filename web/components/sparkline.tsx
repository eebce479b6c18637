import type { Point } from "../app/reading-history.ts";

const width = 112;
const height = 28;
const padding = 3;

export interface SparklineProps {
  readonly points: readonly Point[];
  /** The time, in milliseconds since the epoch: the right edge. */
  readonly now: number;
  /** What the width stands for until there are older points, in milliseconds. */
  readonly leastSpan: number;
  /** Points further apart than this, in milliseconds, are not joined: nobody was looking. */
  readonly gap: number;
  /** What it shows, for those who do not see it. */
  readonly label: string;
}

/** The height stands for at least this share of the reading, so that a tremble does not look like a storm. */
const leastRange = 0.1;

/** How a number went, without axes: the row beside it says where it is. */
export function Sparkline({ points, now, leastSpan, gap, label }: SparklineProps) {
  const readings = points.map(({ reading }) => reading);
  const [lowest, highest] = [Math.min(...readings), Math.max(...readings)];
  const range = Math.max(highest - lowest, Math.abs(highest) * leastRange);
  const bottom = (lowest + highest - range) / 2;
  const span = Math.max(leastSpan, now - (points[0]?.at ?? now));
  const x = (at: number): number => width - padding - ((now - at) / span) * (width - 2 * padding);
  const y = (reading: number): number => {
    const share = range === 0 ? 0.5 : (reading - bottom) / range;
    return height - padding - share * (height - 2 * padding);
  };
  const path = points
    .map(({ at, reading }, index) => {
      const isJoined = at - (points[index - 1]?.at ?? Number.NEGATIVE_INFINITY) <= gap;
      return `${isJoined ? "L" : "M"}${x(at).toFixed(1)} ${y(reading).toFixed(1)}`;
    })
    .join("");
  const last = points.at(-1);
  return (
    <svg class="sparkline" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path d={path} />
      {last && <circle cx={x(last.at)} cy={y(last.reading)} r="2" />}
    </svg>
  );
}
