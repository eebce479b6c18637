import { maximumUserId, nullUserId } from "../../../bmc/account-rules.ts";
import { channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { userPayloads } from "./user-payloads.ts";

export const getUserPayloadAccess = command({
  name: "Get User Payload Access",
  section: "24.7",
  netFn: NetFn.App,
  cmd: 0x4d,
  privilege: Privilege.Operator,
  request: layout({ channel: byte({ number: bits(3, 0) }), user: byte({ id: bits(5, 0) }) }),
  response: userPayloads,
  handle(context, { channel: { number }, user: { id } }) {
    if (channelOf(context, number) === undefined) return refuse(CompletionCode.InvalidDataField);
    if (id < nullUserId || id > maximumUserId) return refuse(CompletionCode.ParameterOutOfRange);
    return { standard: { serialOverLan: context.accounts.findById(id)?.serialOverLan ?? false } };
  },
});
