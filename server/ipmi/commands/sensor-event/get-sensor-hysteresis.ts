import { command } from "../../command.ts";
import { reserved, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { analogSensor } from "./asked-sensor.ts";

export const getSensorHysteresis = command({
  name: "Get Sensor Hysteresis",
  section: "35.7",
  netFn: NetFn.SensorEvent,
  cmd: 0x25,
  privilege: Privilege.User,
  request: layout({ sensorNumber: u8, mask: reserved(1) }),
  response: layout({ positive: u8, negative: u8 }),
  handle(context, { sensorNumber }) {
    const sensor = analogSensor(context, sensorNumber);
    return sensor instanceof Refusal ? sensor : sensor.hysteresis;
  },
});
