import { command } from "../../command.ts";
import { u8, u32 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const minutesPerCount = 1;

export const getPohCounter = command({
  name: "Get POH Counter",
  section: "28.14",
  netFn: NetFn.Chassis,
  cmd: 0x0f,
  privilege: Privilege.User,
  request: empty,
  response: layout({ minutesPerCount: u8, count: u32 }),
  handle: ({ machine }) => ({ minutesPerCount, count: Math.floor(machine.secondsOn / 60 / minutesPerCount) }),
});
