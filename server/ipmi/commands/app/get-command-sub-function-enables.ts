import { command } from "../../command.ts";
import { bytes } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { ofOneCommandRequest, refuseUnknown, subFunctionMaskSize } from "./sub-functions.ts";

export const getCommandSubFunctionEnables = command({
  name: "Get Command Sub-function Enables",
  section: "21.10",
  netFn: NetFn.App,
  cmd: 0x63,
  privilege: Privilege.User,
  request: ofOneCommandRequest,
  response: layout({ enabled: bytes(subFunctionMaskSize) }),
  handle: (context, named) => refuseUnknown(context, named) ?? { enabled: Buffer.alloc(subFunctionMaskSize) },
});
