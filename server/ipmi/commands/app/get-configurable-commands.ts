import { command } from "../../command.ts";
import { isConfigurable } from "../../command-firewall.ts";
import { bytes, rest } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { channelField, commandSet, lunField, maskOf, maskSize, netFnField } from "./command-set.ts";

export const getConfigurableCommands = command({
  name: "Get Configurable Commands",
  section: "21.5",
  netFn: NetFn.App,
  cmd: 0x0c,
  privilege: Privilege.User,
  request: layout({ channel: channelField, netFn: netFnField, lun: lunField, body: rest }),
  response: layout({ configurable: bytes(maskSize) }),
  handle(context, named) {
    const set = commandSet(context, named);
    if (set instanceof Refusal) return set;
    return { configurable: maskOf(set.commands.filter(isConfigurable)) };
  },
});
