import { command } from "../../command.ts";
import { empty } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { globalEnables } from "./bmc-global-enables.ts";

export const getBmcGlobalEnables = command({
  name: "Get BMC Global Enables",
  section: "22.2",
  netFn: NetFn.App,
  cmd: 0x2f,
  privilege: Privilege.User,
  request: empty,
  response: globalEnables,
  handle: ({ systemInterface }) => ({ enables: systemInterface.enables }),
});
