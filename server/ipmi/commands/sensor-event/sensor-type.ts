import { EventType } from "../../../bmc/discrete-sensors.ts";
import { AnalogSensor } from "../../../bmc/sensors/analog-sensor.ts";
import { bits, byte } from "../../layout/byte.ts";
import { u8 } from "../../layout/fields.ts";
import { quantityCodes } from "../../sdr/sensor-codes.ts";
import type { ReadableSensor } from "./asked-sensor.ts";

export const sensorTypeFields = { sensorType: u8, event: byte({ type: bits(6, 0) }) };

export function typeOf(sensor: AnalogSensor | ReadableSensor) {
  if (!(sensor instanceof AnalogSensor)) {
    return { sensorType: sensor.sensorType, event: { type: sensor.eventType } };
  }
  const { sensorType } = quantityCodes[sensor.declaration.quantity];
  return { sensorType, event: { type: EventType.Threshold } };
}
