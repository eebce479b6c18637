import { command } from "../../command.ts";
import { byte, choice } from "../../layout/byte.ts";
import { u8, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { ownFruDevice } from "./fru-device.ts";

export const getFruInventoryAreaInfo = command({
  name: "Get FRU Inventory Area Info",
  section: "34.1",
  netFn: NetFn.Storage,
  cmd: 0x10,
  privilege: Privilege.User,
  request: layout({ fruDeviceId: u8 }),
  response: layout({ size: u16, access: byte({ by: choice(0, 0, { bytes: 0, words: 1 }) }) }),
  handle: ({ inventory }, { fruDeviceId }) =>
    fruDeviceId === ownFruDevice
      ? { size: inventory.size, access: { by: "bytes" } }
      : refuse(CompletionCode.NotPresent),
});
