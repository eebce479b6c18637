import { command } from "../../command.ts";
import { empty } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { globalEnables } from "./bmc-global-enables.ts";

export const setBmcGlobalEnables = command({
  name: "Set BMC Global Enables",
  section: "22.1",
  netFn: NetFn.App,
  cmd: 0x2e,
  privilege: Privilege.Administrator,
  systemInterfaceOnly: true,
  request: globalEnables,
  response: empty,
  handle({ systemInterface }, { enables }) {
    systemInterface.set(enables);
    return {};
  },
});
