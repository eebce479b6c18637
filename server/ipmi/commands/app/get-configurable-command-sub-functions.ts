import { command } from "../../command.ts";
import { bytes } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { ofOneCommandRequest, refuseUnknown, subFunctionMaskSize } from "./sub-functions.ts";

export const getConfigurableCommandSubFunctions = command({
  name: "Get Configurable Command Sub-functions",
  section: "21.6",
  netFn: NetFn.App,
  cmd: 0x0d,
  privilege: Privilege.User,
  request: ofOneCommandRequest,
  response: layout({ configurable: bytes(subFunctionMaskSize) }),
  handle: (context, named) =>
    refuseUnknown(context, named) ?? { configurable: Buffer.alloc(subFunctionMaskSize) },
});
