import { AnalogSensor } from "../../../bmc/sensors/analog-sensor.ts";
import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { u8, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { stateMask } from "../../sdr/discrete-sensor-record.ts";
import { eventMask } from "../../sdr/sensor-codes.ts";
import { Privilege } from "../../session/privilege.ts";
import { readableSensor } from "./asked-sensor.ts";

export const getSensorEventEnable = command({
  name: "Get Sensor Event Enable",
  section: "35.11",
  netFn: NetFn.SensorEvent,
  cmd: 0x29,
  privilege: Privilege.User,
  request: layout({ sensorNumber: u8 }),
  response: layout({
    enabled: byte({ events: bit(7), scanning: bit(6) }),
    assertion: u16,
    deassertion: u16,
  }),
  handle(context, { sensorNumber }) {
    const sensor = readableSensor(context, sensorNumber);
    if (sensor instanceof Refusal) return sensor;
    if (!(sensor instanceof AnalogSensor)) {
      const mask = stateMask(sensor);
      return { enabled: { events: true, scanning: true }, assertion: mask, deassertion: mask };
    }
    const { messages, scanning, assertion, deassertion } = sensor.events;
    return {
      enabled: { events: messages, scanning },
      assertion: eventMask(name => assertion.includes(name)),
      deassertion: eventMask(name => deassertion.includes(name)),
    };
  },
});
