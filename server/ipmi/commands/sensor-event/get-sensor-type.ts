import { command } from "../../command.ts";
import { u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { readableSensor } from "./asked-sensor.ts";
import { sensorTypeFields, typeOf } from "./sensor-type.ts";

export const getSensorType = command({
  name: "Get Sensor Type",
  section: "35.16",
  netFn: NetFn.SensorEvent,
  cmd: 0x2f,
  privilege: Privilege.User,
  request: layout({ sensorNumber: u8 }),
  response: layout(sensorTypeFields),
  handle(context, { sensorNumber }) {
    const sensor = readableSensor(context, sensorNumber);
    return sensor instanceof Refusal ? sensor : typeOf(sensor);
  },
});
