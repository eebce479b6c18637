import type { Severity } from "../../server/events/events.ts";
import type { Sensor } from "../redfish/resources.ts";

export interface HealthOfAll {
  /** Undefined where no sensor has a reading. */
  readonly worst: Severity | undefined;
  /** Names of those to which `worst` is due. */
  readonly ill: readonly string[];
  /** How many have a reading. */
  readonly count: number;
}

/** The health of all sensors in one. */
export function healthOfAll(sensors: readonly Sensor[]): HealthOfAll {
  const read = sensors.filter(({ Reading }) => Reading !== null);
  const count = read.length;
  for (const worst of ["Critical", "Warning"] as const) {
    const ill = read.filter(({ Status }) => Status.Health === worst).map(({ Name }) => Name);
    if (ill.length > 0) return { worst, ill, count };
  }
  return { worst: count > 0 ? "OK" : undefined, ill: [], count };
}
