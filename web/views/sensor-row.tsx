import { t, translated } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { absenceWords, numberWords, originOf, type ThresholdName, unitOf } from "../app/sensor-words.ts";
import { Tool } from "../components/button.tsx";
import { Health } from "../components/health.tsx";
import { Sparkline, type SparklineProps } from "../components/sparkline.tsx";
import type { Sensor } from "../redfish/resources.ts";

export interface SensorRowProps {
  readonly sensor: Sensor;
  readonly trend: Omit<SparklineProps, "label">;
  readonly onEdit: () => void;
  readonly onOpen: () => void;
}

export function SensorRow({ sensor, trend, onEdit, onOpen }: SensorRowProps) {
  const page = usePage();
  const { Name: name, Reading: reading, Status: status, Thresholds: thresholds } = sensor;
  const unit = unitOf(sensor);
  const origin = originOf(sensor);
  const isRead = reading !== null;
  return (
    <tr>
      <th scope="row">
        {name}
        <span class="muted origin" title={t(origin.long)}>
          {t(origin.short)}
        </span>
      </th>
      <td class="status">
        {isRead ? <Health of={status.Health} /> : <Health of={undefined} words={absenceWords(sensor)} />}
      </td>
      <td class="number reading">
        {isRead && (
          <>
            <strong>{numberWords(reading)}</strong> <span class="muted">{unit}</span>
          </>
        )}
      </td>
      <td class="trend">
        {trend.points.length > 0 && <Sparkline {...trend} label={trendWords(name, unit, trend.points)} />}
      </td>
      <td class="open">
        <Tool icon="expand" label={t("Look at {name}", { name })} onClick={onOpen} />
      </td>
      <td class="limits lower">
        <Limits
          of={thresholds}
          names={["LowerCaution", "LowerCritical", "LowerFatal"]}
          title={t("Below these values")}
        />
      </td>
      <td class="limits upper">
        <Limits
          of={thresholds}
          names={["UpperCaution", "UpperCritical", "UpperFatal"]}
          title={t("Above these values")}
        />
      </td>
      <td class="actions">
        {Object.keys(thresholds).length > 0 && page.mayControl() && (
          <Tool icon="pencil" label={t("Change the limits of {name}", { name })} onClick={onEdit} />
        )}
      </td>
    </tr>
  );
}

export const thresholdSeverities: Record<ThresholdName, "warning" | "critical" | "fatal"> = {
  LowerCaution: "warning",
  LowerCritical: "critical",
  LowerFatal: "fatal",
  UpperCaution: "warning",
  UpperCritical: "critical",
  UpperFatal: "fatal",
};

const severityWords = translated({ warning: "warning", critical: "critical", fatal: "fatal" });

interface LimitsProps {
  readonly of: Sensor["Thresholds"];
  readonly names: readonly ThresholdName[];
  readonly title: string;
}

function Limits({ of: thresholds, names, title }: LimitsProps) {
  const set = names.flatMap(name => {
    const limit = thresholds[name]?.Reading;
    return limit === undefined ? [] : [{ severity: thresholdSeverities[name], limit }];
  });
  if (set.length === 0) return null;
  return (
    <dl title={title}>
      {set.map(({ severity, limit }) => (
        <div key={severity}>
          <dt>{severityWords[severity]}</dt>
          <dd>{numberWords(limit)}</dd>
        </div>
      ))}
    </dl>
  );
}

function trendWords(name: string, unit: string, points: SparklineProps["points"]): string {
  const readings = points.map(({ reading }) => reading);
  const [lowest, highest] = [Math.min(...readings), Math.max(...readings)].map(numberWords);
  return lowest === highest
    ? t("{name} in the last minutes: {reading} {unit}", { name, reading: lowest ?? "", unit })
    : t("{name} in the last minutes: {lowest} to {highest} {unit}", {
        name,
        lowest: lowest ?? "",
        highest: highest ?? "",
        unit,
      });
}
