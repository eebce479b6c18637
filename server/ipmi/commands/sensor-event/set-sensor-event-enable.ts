import type { Threshold } from "../../../events/events.ts";
import { command } from "../../command.ts";
import { bit, byte, choice } from "../../layout/byte.ts";
import { optional, u8, u16 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { thresholdsOfEvents } from "../../sdr/sensor-codes.ts";
import { Privilege } from "../../session/privilege.ts";
import { analogSensor } from "./asked-sensor.ts";

type Selection = "keep" | "enable" | "disable";

export const setSensorEventEnable = command({
  name: "Set Sensor Event Enable",
  section: "35.10",
  netFn: NetFn.SensorEvent,
  cmd: 0x28,
  privilege: Privilege.Operator,
  request: layout({
    sensorNumber: u8,
    enable: byte({
      events: bit(7),
      scanning: bit(6),
      selection: choice(5, 4, { keep: 0, enable: 1, disable: 2 }),
    }),
    assertion: optional(u16),
    deassertion: optional(u16),
  }),
  response: empty,
  handle(context, { sensorNumber, enable, assertion = 0, deassertion = 0 }) {
    const sensor = analogSensor(context, sensorNumber);
    if (sensor instanceof Refusal) return sensor;
    const { selection, scanning, events: messages } = enable;
    const { events, limits } = sensor;
    const changed = (now: readonly Threshold[], mask: number) =>
      select(now, selection, thresholdsOfEvents(mask)).filter(name => name in limits);
    sensor.setEvents({
      messages,
      scanning,
      assertion: changed(events.assertion, assertion),
      deassertion: changed(events.deassertion, deassertion),
    });
    return {};
  },
});

function select(
  now: readonly Threshold[],
  selection: Selection,
  selected: readonly Threshold[],
): readonly Threshold[] {
  if (selection === "keep") return now;
  const others = now.filter(name => !selected.includes(name));
  return selection === "enable" ? [...others, ...selected] : others;
}
