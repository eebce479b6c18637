import { AnalogSensor } from "../../../bmc/sensors/analog-sensor.ts";
import { command } from "../../command.ts";
import { u8, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { eventMask } from "../../sdr/sensor-codes.ts";
import { Privilege } from "../../session/privilege.ts";
import { presentState, readableSensor } from "./asked-sensor.ts";
import { flagsOf, sensorFlags } from "./sensor-flags.ts";

export const getSensorEventStatus = command({
  name: "Get Sensor Event Status",
  section: "35.13",
  netFn: NetFn.SensorEvent,
  cmd: 0x2b,
  privilege: Privilege.User,
  request: layout({ sensorNumber: u8 }),
  response: layout({ flags: sensorFlags, assertion: u16, deassertion: u16 }),
  handle(context, { sensorNumber }) {
    const sensor = readableSensor(context, sensorNumber);
    if (sensor instanceof Refusal) return sensor;
    const flags = flagsOf(sensor);
    if (!(sensor instanceof AnalogSensor)) {
      return { flags, assertion: presentState(context, sensor), deassertion: 0 };
    }
    return {
      flags,
      assertion: eventMask(name => sensor.beyond.has(name)),
      deassertion: eventMask(name => sensor.returned.has(name)),
    };
  },
});
