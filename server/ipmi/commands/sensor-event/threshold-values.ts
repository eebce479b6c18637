import type { AnalogSensor } from "../../../bmc/sensors/analog-sensor.ts";
import { u8 } from "../../layout/fields.ts";

/** The order of thresholds in commands, which is not that of records. */
export const thresholdValues = {
  lowerNonCritical: u8,
  lowerCritical: u8,
  lowerNonRecoverable: u8,
  upperNonCritical: u8,
  upperCritical: u8,
  upperNonRecoverable: u8,
};

/** Those that the sensor does not have are 0. */
export const valuesOf = ({ limits }: AnalogSensor) => ({
  lowerNonCritical: limits.lowerNonCritical ?? 0,
  lowerCritical: limits.lowerCritical ?? 0,
  lowerNonRecoverable: limits.lowerNonRecoverable ?? 0,
  upperNonCritical: limits.upperNonCritical ?? 0,
  upperCritical: limits.upperCritical ?? 0,
  upperNonRecoverable: limits.upperNonRecoverable ?? 0,
});
