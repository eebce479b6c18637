import { maximumUserId, nullUserId } from "../../../bmc/account-rules.ts";
import { channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bits, byte, choice } from "../../layout/byte.ts";
import { empty, layout, nested } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { changingAccount, unchanged } from "./account-completion.ts";
import { userPayloads } from "./user-payloads.ts";

/** Switches the named payloads on or off for a user and leaves all others as they are. */
export const setUserPayloadAccess = command({
  name: "Set User Payload Access",
  section: "24.6",
  netFn: NetFn.App,
  cmd: 0x4c,
  privilege: Privilege.Administrator,
  request: layout({
    channel: byte({ number: bits(3, 0) }),
    user: byte({ operation: choice(7, 6, { enable: 0, disable: 1 }), id: bits(5, 0) }),
    payloads: nested(userPayloads),
  }),
  response: empty,
  handle(context, { channel: { number }, user: { operation, id }, payloads: { standard } }) {
    const { accounts, origin } = context;
    if (channelOf(context, number) === undefined) return refuse(CompletionCode.InvalidDataField);
    if (id < nullUserId || id > maximumUserId) return refuse(CompletionCode.ParameterOutOfRange);
    if (!accounts.findById(id)) return unchanged(operation === "disable" || !standard.serialOverLan);
    if (!standard.serialOverLan) return {};
    return changingAccount(() => accounts.setAccess(id, { serialOverLan: operation === "enable" }, origin));
  },
});
