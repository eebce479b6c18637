import { command } from "../../command.ts";
import { bytes, rest } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { channelField, commandSet, lunField, maskOf, maskSize, netFnField } from "./command-set.ts";

export const getCommandSupport = command({
  name: "Get Command Support",
  section: "21.3",
  netFn: NetFn.App,
  cmd: 0x0a,
  privilege: Privilege.User,
  request: layout({ channel: channelField, netFn: netFnField, lun: lunField, body: rest }),
  response: layout({ missing: bytes(maskSize) }),
  handle(context, named) {
    const set = commandSet(context, named);
    if (set instanceof Refusal) return set;
    // Turned round: a bit says that a command is missing.
    return { missing: Buffer.from(maskOf(set.commands).map(bits => ~bits)) };
  },
});
