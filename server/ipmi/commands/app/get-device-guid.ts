import { command } from "../../command.ts";
import { bytes } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { guidBytes } from "../../message/guid.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const getDeviceGuid = command({
  name: "Get Device GUID",
  section: "20.8",
  netFn: NetFn.App,
  cmd: 0x08,
  privilege: Privilege.User,
  request: empty,
  response: layout({ guid: bytes(16) }),
  handle: ({ identity }) => ({ guid: guidBytes(identity.bmcUuid) }),
});
