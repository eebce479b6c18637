import { command } from "../../command.ts";
import { u16 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const reserveDeviceSdrRepository = command({
  name: "Reserve Device SDR Repository",
  section: "35.4",
  netFn: NetFn.SensorEvent,
  cmd: 0x22,
  privilege: Privilege.User,
  request: empty,
  response: layout({ reservation: u16 }),
  handle: ({ sdrRepository }) => ({ reservation: sdrRepository.reserve() }),
});
