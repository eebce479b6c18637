import { useSignal } from "@preact/signals";
import type { Point } from "../app/reading-history.ts";
import { marks } from "./chart-scale.ts";
import { useMedia } from "./media-query.ts";

export interface ChartLimit {
  readonly name: string;
  readonly kind: "warning" | "critical" | "fatal";
  readonly value: number;
}

export interface LineChartProps {
  readonly points: readonly Point[];
  /** Lines across it, as far as they are near enough to the readings. */
  readonly limits: readonly ChartLimit[];
  /** The right edge, in milliseconds since the epoch, and what the width stands for. */
  readonly now: number;
  readonly span: number;
  /** Points further apart than this, in milliseconds, are not joined. */
  readonly gap: number;
  readonly words: (reading: number) => string;
  /** What it shows, for those who do not see it. */
  readonly label: string;
}

const height = 250;
const frame = { left: 52, right: 14, top: 12, bottom: 26 } as const;
/** Drawn about as large as it is shown, so that its letters stay letters. */
const sizes = { wide: { width: 640, timeMarks: 5 }, narrow: { width: 330, timeMarks: 3 } } as const;
const valueMarks = 5;
/** The height stands for at least this share of the reading, so that a tremble does not look like a storm. */
const leastRange = 0.1;

/** Readings over time, with axes. */
export function LineChart({ points, limits, now, span, gap, words, label }: LineChartProps) {
  const { width, timeMarks } = useMedia("(max-width: 760px)") ? sizes.narrow : sizes.wide;
  const inner = { width: width - frame.left - frame.right, height: height - frame.top - frame.bottom };
  const pointed = useSignal<Point | undefined>(undefined);
  const shown = points.filter(({ at }) => at >= now - span);
  const readings = shown.map(({ reading }) => reading);
  const [lowest, highest] = extent(readings);
  const near = limits.filter(({ value }) => isNear(value, lowest, highest));
  const values = marks(
    Math.min(lowest, ...near.map(({ value }) => value)),
    Math.max(highest, ...near.map(({ value }) => value)),
    valueMarks,
  );
  const [bottom = 0, top = 1] = [values[0], values.at(-1)];
  const x = (at: number): number => frame.left + inner.width * (1 - (now - at) / span);
  const y = (value: number): number => frame.top + inner.height * (1 - (value - bottom) / (top - bottom));
  const path = shown
    .map(({ at, reading }, index) => {
      const isJoined = at - (shown[index - 1]?.at ?? Number.NEGATIVE_INFINITY) <= gap;
      return `${isJoined ? "L" : "M"}${x(at).toFixed(1)} ${y(reading).toFixed(1)}`;
    })
    .join("");
  const point = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }): void => {
    const { left, width: drawn } = event.currentTarget.getBoundingClientRect();
    const at = now - span * (1 - (((event.clientX - left) / drawn) * width - frame.left) / inner.width);
    pointed.value = shown.reduce<Point | undefined>(
      (best, each) => (best && Math.abs(best.at - at) <= Math.abs(each.at - at) ? best : each),
      undefined,
    );
  };
  const { value: mark } = pointed;
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      onPointerMove={point}
      onPointerLeave={() => {
        pointed.value = undefined;
      }}
    >
      {values.map(value => (
        <g key={value} class="axis">
          <path d={`M${frame.left} ${y(value)}H${width - frame.right}`} />
          <text x={frame.left - 8} y={y(value) + 4} text-anchor="end">
            {value.toLocaleString()}
          </text>
        </g>
      ))}
      {Array.from({ length: timeMarks }, (_, n) => now - (span * n) / (timeMarks - 1)).map(at => (
        <text key={at} class="axis" x={x(at)} y={height - 7} text-anchor={at === now ? "end" : "middle"}>
          {timeWords(at, span)}
        </text>
      ))}
      {near.map(({ name, kind, value }) => (
        <g key={name} class={`limit ${kind}`}>
          <path d={`M${frame.left} ${y(value)}H${width - frame.right}`} />
          <text x={width - frame.right - 4} y={y(value) - 4} text-anchor="end">
            {name}
          </text>
        </g>
      ))}
      <path class="line" d={path} />
      {mark && mark.at >= now - span && (
        <g class="pointed">
          <circle cx={x(mark.at)} cy={y(mark.reading)} r="4" />
          <text
            x={Math.min(Math.max(x(mark.at), frame.left + 70), width - frame.right - 70)}
            y={Math.max(y(mark.reading) - 12, 14)}
            text-anchor="middle"
          >
            {words(mark.reading)}, {new Date(mark.at).toLocaleTimeString()}
          </text>
        </g>
      )}
    </svg>
  );
}

/** What the height has to show of the readings. */
function extent(readings: readonly number[]): readonly [lowest: number, highest: number] {
  if (readings.length === 0) return [0, 1];
  const [lowest, highest] = [Math.min(...readings), Math.max(...readings)];
  const lacking = Math.max(0, (Math.abs(highest) * leastRange || 1) - (highest - lowest));
  // Nothing that is never below zero gets room there.
  return [lowest >= 0 ? Math.max(0, lowest - lacking / 2) : lowest - lacking / 2, highest + lacking / 2];
}

/** Limits far away would press the curve flat. */
function isNear(value: number, lowest: number, highest: number): boolean {
  const reach = Math.max(highest - lowest, Math.abs(highest) * 0.6, Number.EPSILON);
  return value >= lowest - reach && value <= highest + reach;
}

const timeWords = (at: number, span: number): string =>
  new Date(at).toLocaleTimeString(
    undefined,
    span <= 10 * 60_000
      ? { hour: "2-digit", minute: "2-digit", second: "2-digit" }
      : { hour: "2-digit", minute: "2-digit" },
  );
