import { AnalogSensor } from "../../../bmc/sensors/analog-sensor.ts";
import { bit, byte } from "../../layout/byte.ts";
import type { ReadableSensor } from "./asked-sensor.ts";

/** What an answer says of the sensor itself. */
export const sensorFlags = byte({ events: bit(7), scanning: bit(6), unavailable: bit(5) });

export function flagsOf(sensor: AnalogSensor | ReadableSensor) {
  if (!(sensor instanceof AnalogSensor)) return { events: true, scanning: true, unavailable: false };
  const { messages, scanning } = sensor.events;
  return { events: messages, scanning, unavailable: sensor.counts === undefined };
}
