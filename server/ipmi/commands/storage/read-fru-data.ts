import { command } from "../../command.ts";
import { rest, u8, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { ownFruDevice } from "./fru-device.ts";

export const readFruData = command({
  name: "Read FRU Data",
  section: "34.2",
  netFn: NetFn.Storage,
  cmd: 0x11,
  privilege: Privilege.User,
  request: layout({ fruDeviceId: u8, offset: u16, count: u8 }),
  response: layout({ count: u8, data: rest }),
  handle({ inventory }, { fruDeviceId, offset, count }) {
    if (fruDeviceId !== ownFruDevice) return refuse(CompletionCode.NotPresent);
    if (offset >= inventory.size) return refuse(CompletionCode.ParameterOutOfRange);
    const data = inventory.read(offset, count);
    return { count: data.length, data };
  },
});
