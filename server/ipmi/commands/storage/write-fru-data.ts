import { command } from "../../command.ts";
import { rest, u8, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { ownFruDevice } from "./fru-device.ts";

export const writeFruData = command({
  name: "Write FRU Data",
  section: "34.3",
  netFn: NetFn.Storage,
  cmd: 0x12,
  privilege: Privilege.Operator,
  request: layout({ fruDeviceId: u8, offset: u16, data: rest }),
  response: layout({ count: u8 }),
  handle({ inventory, origin }, { fruDeviceId, offset, data }) {
    if (fruDeviceId !== ownFruDevice) return refuse(CompletionCode.NotPresent);
    // All or nothing: a client that takes the answer for success must not have lost the end.
    if (offset + data.length > inventory.size) return refuse(CompletionCode.ParameterOutOfRange);
    return { count: inventory.write(offset, data, origin) };
  },
});
