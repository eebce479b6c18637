import { AnalogSensor } from "../../../bmc/sensors/analog-sensor.ts";
import { command } from "../../command.ts";
import { optional, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { thresholdMask } from "../../sdr/sensor-codes.ts";
import { Privilege } from "../../session/privilege.ts";
import { presentState, readableSensor } from "./asked-sensor.ts";
import { flagsOf, sensorFlags } from "./sensor-flags.ts";

/** Reserved bits that are 1 in answers. */
const afterThresholds = 0xc0;
const afterStates = 0x80;

export const getSensorReading = command({
  name: "Get Sensor Reading",
  section: "35.14",
  netFn: NetFn.SensorEvent,
  cmd: 0x2d,
  privilege: Privilege.User,
  request: layout({ sensorNumber: u8 }),
  response: layout({ reading: u8, flags: sensorFlags, status: u8, states8To14: optional(u8) }),
  handle(context, { sensorNumber }) {
    const sensor = readableSensor(context, sensorNumber);
    if (sensor instanceof Refusal) return sensor;
    const flags = flagsOf(sensor);
    if (!(sensor instanceof AnalogSensor)) {
      const states = presentState(context, sensor);
      return { reading: 0, flags, status: states & 0xff, states8To14: afterStates | (states >> 8) };
    }
    const beyond = thresholdMask(name => sensor.beyond.has(name));
    return { reading: sensor.counts ?? 0, flags, status: afterThresholds | beyond };
  },
});
