import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { thresholdMask } from "../../sdr/sensor-codes.ts";
import { Privilege } from "../../session/privilege.ts";
import { analogSensor } from "./asked-sensor.ts";
import { thresholdValues, valuesOf } from "./threshold-values.ts";

export const getSensorThresholds = command({
  name: "Get Sensor Thresholds",
  section: "35.9",
  netFn: NetFn.SensorEvent,
  cmd: 0x27,
  privilege: Privilege.User,
  request: layout({ sensorNumber: u8 }),
  response: layout({ readable: byte({ mask: bits(5, 0) }), ...thresholdValues }),
  handle(context, { sensorNumber }) {
    const sensor = analogSensor(context, sensorNumber);
    if (sensor instanceof Refusal) return sensor;
    return { readable: { mask: thresholdMask(name => name in sensor.limits) }, ...valuesOf(sensor) };
  },
});
