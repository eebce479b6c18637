import { Type } from "typebox";
import { named } from "../properties.ts";
import { reading } from "./sensor.ts";

const sensorExcerpt = Type.Object({ DataSourceUri: Type.String(), Reading: reading });

/** Watts. */
export const powerLimitRange = { minimum: 1, maximum: 65_535 };
export const setPoint = Type.Integer(powerLimitRange);
export const controlMode = Type.Enum(["Automatic", "Disabled"]);

export const environmentMetricsProperties = {
  ...named,
  TemperatureCelsius: sensorExcerpt,
  PowerWatts: sensorExcerpt,
  PowerLimitWatts: Type.Object({
    /** Null while none was ever set. */
    SetPoint: Type.Union([setPoint, Type.Null()]),
    AllowableMin: Type.Integer(),
    AllowableMax: Type.Integer(),
    ControlMode: controlMode,
  }),
};
