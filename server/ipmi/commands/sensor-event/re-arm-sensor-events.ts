import { AnalogSensor } from "../../../bmc/sensors/analog-sensor.ts";
import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { optional, u8, u16 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { thresholdsOfEvents } from "../../sdr/sensor-codes.ts";
import { Privilege } from "../../session/privilege.ts";
import { readableSensor } from "./asked-sensor.ts";

/** To re-arm all events of a sensor also ends a reading that Set Sensor Reading and Event Status has forced. */
export const reArmSensorEvents = command({
  name: "Re-arm Sensor Events",
  section: "35.12",
  netFn: NetFn.SensorEvent,
  cmd: 0x2a,
  privilege: Privilege.Operator,
  request: layout({
    sensorNumber: u8,
    events: byte({ onlySelected: bit(7) }),
    assertion: optional(u16),
    deassertion: optional(u16),
  }),
  response: empty,
  handle(context, { sensorNumber, events, assertion = 0, deassertion = 0 }) {
    const sensor = readableSensor(context, sensorNumber);
    if (sensor instanceof Refusal) return sensor;
    // Discrete sensors tell every change of state, and hold nothing back.
    if (!(sensor instanceof AnalogSensor)) return {};
    if (events.onlySelected) {
      sensor.rearm(thresholdsOfEvents(assertion | deassertion));
    } else {
      sensor.force(undefined);
      sensor.rearm();
    }
    return {};
  },
});
