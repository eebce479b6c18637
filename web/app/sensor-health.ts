import type { Severity } from "../../server/events/events.ts";
import { type Collection, readable, type Sensor, sensorsUri } from "../redfish/resources.ts";
import { t } from "./language.ts";
import { useResource } from "./resource.ts";

export interface HealthOfAll {
  /** Undefined where no sensor has a reading. */
  readonly worst: Severity | undefined;
  readonly words: string;
}

/** The health of all sensors in one, kept up to date by events. */
export function useHealth(): HealthOfAll | undefined {
  const { value } = useResource<Collection<Sensor>>(`${sensorsUri}?$expand=.`, [
    "sensorThresholdCrossed",
    "powerChanged",
  ]);
  return value && healthOfAll(readable(value));
}

export function healthOfAll(sensors: readonly Sensor[]): HealthOfAll {
  const read = sensors.filter(({ Reading }) => Reading !== null);
  const of = (health: Severity): readonly Sensor[] => read.filter(({ Status }) => Status.Health === health);
  for (const worst of ["Critical", "Warning"] as const) {
    const ill = of(worst).map(({ Name }) => Name);
    if (ill.length > 0) return { worst, words: `${worst}: ${ill.join(", ")}` };
  }
  const words = t("{count} sensors, all in order", { count: read.length });
  return read.length === 0
    ? { worst: undefined, words: t("No sensor has a reading") }
    : { worst: "OK", words };
}
