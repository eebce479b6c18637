import { command } from "../../command.ts";
import { u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, Refusal, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { readableSensor } from "./asked-sensor.ts";
import { sensorTypeFields, typeOf } from "./sensor-type.ts";

/** Sensors are what their records say: no other type can be set. */
export const setSensorType = command({
  name: "Set Sensor Type",
  section: "35.15",
  netFn: NetFn.SensorEvent,
  cmd: 0x2e,
  privilege: Privilege.Operator,
  request: layout({ sensorNumber: u8, ...sensorTypeFields }),
  response: empty,
  handle(context, { sensorNumber, sensorType, event }) {
    const sensor = readableSensor(context, sensorNumber);
    if (sensor instanceof Refusal) return sensor;
    const own = typeOf(sensor);
    const isOwn = sensorType === own.sensorType && event.type === own.event.type;
    return isOwn ? {} : refuse(CompletionCode.InvalidDataField);
  },
});
