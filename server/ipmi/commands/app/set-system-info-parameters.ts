import { command } from "../../command.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { systemInfoParameters } from "./system-info-parameters.ts";

export const setSystemInfoParameters = command({
  name: "Set System Info Parameters",
  section: "22.14a",
  netFn: NetFn.App,
  cmd: 0x58,
  privilege: Privilege.Administrator,
  request: layout({ selector: u8, data: rest }),
  response: empty,
  handle: async (context, { selector, data }) =>
    (await systemInfoParameters.set(context, selector, data)) ?? {},
});
