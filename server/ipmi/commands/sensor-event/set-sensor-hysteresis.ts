import { command } from "../../command.ts";
import { reserved, u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { analogSensor } from "./asked-sensor.ts";

export const setSensorHysteresis = command({
  name: "Set Sensor Hysteresis",
  section: "35.6",
  netFn: NetFn.SensorEvent,
  cmd: 0x24,
  privilege: Privilege.Operator,
  request: layout({ sensorNumber: u8, mask: reserved(1), positive: u8, negative: u8 }),
  response: empty,
  handle(context, { sensorNumber, positive, negative }) {
    const sensor = analogSensor(context, sensorNumber);
    if (sensor instanceof Refusal) return sensor;
    sensor.setHysteresis({ positive, negative });
    return {};
  },
});
