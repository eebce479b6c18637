import { Type } from "typebox";
import { named } from "../properties.ts";
import { listedFanExcerpt, sensorExcerpt } from "./sensor-excerpt.ts";

/** Watts. */
export const powerLimitRange = { minimum: 1, maximum: 65_535 };
export const setPoint = Type.Integer(powerLimitRange);
export const controlMode = Type.Enum(["Automatic", "Disabled"]);

export const environmentMetricsProperties = {
  ...named,
  TemperatureCelsius: sensorExcerpt,
  FanSpeedsPercent: Type.Array(listedFanExcerpt),
  PowerWatts: sensorExcerpt,
  PowerLimitWatts: Type.Object({
    /** Null while none was ever set. */
    SetPoint: Type.Union([setPoint, Type.Null()]),
    AllowableMin: Type.Integer(),
    AllowableMax: Type.Integer(),
    ControlMode: controlMode,
  }),
};
