import { type Static, Type } from "typebox";
import type { Identify, Origin } from "../../events/events.ts";
import type { Machine } from "../../machine/machine.ts";
import { indicatorLed as led } from "../properties.ts";

/** The identify LED, by the name that it has and by the one that it had. */
export const indicatorChanges = {
  LocationIndicatorActive: Type.Optional(Type.Boolean()),
  IndicatorLED: Type.Optional(led),
};

interface IndicatorChange {
  readonly LocationIndicatorActive?: boolean;
  readonly IndicatorLED?: Static<typeof led>;
}

export function indicatorLed(identify: Identify): Static<typeof led> {
  if (!identify.on) return "Off";
  return identify.steady ? "Lit" : "Blinking";
}

/** Where both are asked for, the name that it has now counts. */
export function changeIndicator(machine: Machine, change: IndicatorChange, origin: Origin): void {
  const { IndicatorLED: light, LocationIndicatorActive: active } = change;
  if (light === undefined && active === undefined) return;
  const on = active ?? light !== "Off";
  machine.setIdentify(on ? Number.POSITIVE_INFINITY : 0, origin, light === "Lit");
}
