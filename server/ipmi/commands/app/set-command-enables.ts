import { command } from "../../command.ts";
import { isConfigurable } from "../../command-firewall.ts";
import { bytes, rest } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, Refusal, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { channelField, commandSet, isInMask, lunField, maskSize, netFnField } from "./command-set.ts";

export const setCommandEnables = command({
  name: "Set Command Enables",
  section: "21.7",
  netFn: NetFn.App,
  cmd: 0x60,
  privilege: Privilege.Administrator,
  request: layout({
    channel: channelField,
    netFn: netFnField,
    lun: lunField,
    enabled: bytes(maskSize),
    body: rest,
  }),
  response: empty,
  handle(context, { enabled, ...named }) {
    const set = commandSet(context, named);
    if (set instanceof Refusal) return set;
    const { commands, channel } = set;
    const keepsFixed = commands.every(each => isConfigurable(each) || isInMask(enabled, each));
    if (!keepsFixed) return refuse(CompletionCode.InvalidDataField);
    context.firewall.configure(commands.filter(isConfigurable), channel, each => isInMask(enabled, each));
    return {};
  },
});
