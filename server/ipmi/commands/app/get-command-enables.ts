import { command } from "../../command.ts";
import { bytes, rest } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { channelField, commandSet, lunField, maskOf, maskSize, netFnField } from "./command-set.ts";

export const getCommandEnables = command({
  name: "Get Command Enables",
  section: "21.8",
  netFn: NetFn.App,
  cmd: 0x61,
  privilege: Privilege.User,
  request: layout({ channel: channelField, netFn: netFnField, lun: lunField, body: rest }),
  response: layout({ enabled: bytes(maskSize) }),
  handle(context, named) {
    const set = commandSet(context, named);
    if (set instanceof Refusal) return set;
    const { commands, channel } = set;
    return { enabled: maskOf(commands.filter(each => context.firewall.allows(each, channel))) };
  },
});
