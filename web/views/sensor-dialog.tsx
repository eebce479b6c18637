import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import type { Point } from "../app/reading-history.ts";
import {
  absenceWords,
  numberWords,
  originOf,
  type ThresholdName,
  thresholdTitles,
  unitOf,
} from "../app/sensor-words.ts";
import { Button } from "../components/button.tsx";
import { Choice } from "../components/choice.tsx";
import { Health } from "../components/health.tsx";
import { type ChartLimit, LineChart } from "../components/line-chart.tsx";
import type { Sensor } from "../redfish/resources.ts";
import { ForceReadingForm } from "./force-reading-form.tsx";
import { thresholdSeverities } from "./sensor-row.tsx";

const minute = 60_000;
const spans = { 1: minute, 5: 5 * minute, 15: 15 * minute, 60: 60 * minute } as const;
type Span = "1" | "5" | "15" | "60";

export interface SensorDialogProps {
  readonly sensor: Sensor;
  readonly points: readonly Point[];
  readonly gap: number;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

/** One sensor: how it went, against its limits, and what makes it read something else. */
export function SensorDialog({ sensor, points, gap, onChanged, onClose }: SensorDialogProps) {
  const page = usePage();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const span = useSignal<Span>("5");
  useEffect(() => dialog.current?.showModal(), []);
  const { Name: name, Reading: reading, Status: status } = sensor;
  const unit = unitOf(sensor);
  const words = (value: number): string => `${numberWords(value)} ${unit}`;
  const now = Date.now();
  const shown = points.filter(({ at }) => at >= now - spans[span.value]);
  const statistics = statisticsOf(shown);
  return (
    <dialog ref={dialog} class="dialog sensor-dialog" aria-labelledby={id} onClose={onClose}>
      <header>
        <h2 id={id}>{name}</h2>
        {reading === null ? (
          <Health of={undefined} words={absenceWords(sensor)} />
        ) : (
          <>
            <strong class="figure">{words(reading)}</strong>
            <Health of={status.Health} />
          </>
        )}
        <span class="muted" title={originOf(sensor).long}>
          {originOf(sensor).short}
        </span>
      </header>
      <Choice
        label={t("Shown")}
        options={{ 1: t("1 min"), 5: t("5 min"), 15: t("15 min"), 60: t("1 h") }}
        value={span.value}
        disabled={false}
        onChange={value => {
          span.value = value;
        }}
      />
      {shown.length > 0 ? (
        <LineChart
          points={points}
          limits={limitsOf(sensor)}
          now={now}
          span={spans[span.value]}
          gap={gap}
          words={words}
          label={t("{name}: {statistics}", { name, statistics: statisticsWords(statistics, words) })}
        />
      ) : (
        <p class="blank">{t("No reading in this time.")}</p>
      )}
      <p class="muted">
        {statisticsWords(statistics, words)} {t("Readings are kept for as long as this page is open.")}
      </p>
      {page.mayControl() && <ForceReadingForm sensor={sensor} onChanged={onChanged} />}
      <div class="actions">
        <Button onClick={() => dialog.current?.close()}>{t("Close")}</Button>
      </div>
    </dialog>
  );
}

const limitsOf = ({ Thresholds }: Sensor): readonly ChartLimit[] =>
  (Object.keys(thresholdTitles) as ThresholdName[]).flatMap(name => {
    const value = Thresholds[name]?.Reading;
    return value === undefined ? [] : { name: thresholdTitles[name], kind: thresholdSeverities[name], value };
  });

interface Statistics {
  readonly least: number;
  readonly mean: number;
  readonly most: number;
}

function statisticsOf(points: readonly Point[]): Statistics | undefined {
  if (points.length === 0) return undefined;
  const readings = points.map(({ reading }) => reading);
  const sum = readings.reduce((a, b) => a + b, 0);
  return { least: Math.min(...readings), mean: sum / readings.length, most: Math.max(...readings) };
}

const statisticsWords = (of: Statistics | undefined, words: (value: number) => string): string =>
  of
    ? t("From {least} to {most}, {mean} on average.", {
        least: words(of.least),
        most: words(of.most),
        mean: words(of.mean),
      })
    : "";
