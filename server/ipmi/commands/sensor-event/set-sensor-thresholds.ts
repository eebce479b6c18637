import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, Refusal, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { thresholdsOf } from "../../sdr/sensor-codes.ts";
import { Privilege } from "../../session/privilege.ts";
import { analogSensor } from "./asked-sensor.ts";
import { thresholdValues } from "./threshold-values.ts";

export const setSensorThresholds = command({
  name: "Set Sensor Thresholds",
  section: "35.8",
  netFn: NetFn.SensorEvent,
  cmd: 0x26,
  privilege: Privilege.Operator,
  request: layout({ sensorNumber: u8, set: byte({ mask: bits(5, 0) }), ...thresholdValues }),
  response: empty,
  handle(context, { sensorNumber, set, ...values }) {
    const sensor = analogSensor(context, sensorNumber);
    if (sensor instanceof Refusal) return sensor;
    const asked = thresholdsOf(set.mask);
    if (!asked.every(name => name in sensor.limits)) return refuse(CompletionCode.InvalidDataField);
    sensor.setLimits(Object.fromEntries(asked.map(name => [name, values[name]])));
    return {};
  },
});
