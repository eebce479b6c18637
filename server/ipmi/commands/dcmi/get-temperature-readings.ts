import { command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { entityRequest, temperatures } from "./dcmi-entities.ts";

const highest = 127;
const temperature = layout({
  temperature: byte({ isNegative: bit(7), degrees: bits(6, 0) }),
  instance: u8,
});

export const getTemperatureReadings = command({
  name: "Get Temperature Readings",
  section: "6.7.3",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x10,
  privilege: Privilege.User,
  request: entityRequest,
  response: layout({ available: u8, count: u8, temperatures: rest }),
  handle(context, request) {
    const asked = temperatures(context, request);
    if (asked instanceof Refusal) return asked;
    const readings = asked.shown.map(({ declaration: { instance }, reading = 0 }) => {
      const degrees = Math.min(Math.round(Math.abs(reading)), highest);
      return temperature.encode({ temperature: { isNegative: reading < 0, degrees }, instance });
    });
    return { available: asked.available, count: readings.length, temperatures: Buffer.concat(readings) };
  },
});
