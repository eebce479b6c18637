import { command } from "../../command.ts";
import { bytes } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { guidBytes } from "../../message/guid.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const getSystemGuid = command({
  name: "Get System GUID",
  section: "22.14",
  netFn: NetFn.App,
  cmd: 0x37,
  privilege: Privilege.None,
  request: empty,
  response: layout({ guid: bytes(16) }),
  handle: ({ identity }) => ({ guid: guidBytes(identity.uuid) }),
});
