import { maximumUserId, nullUserId } from "../../../bmc/account-rules.ts";
import type { Access } from "../../../bmc/accounts.ts";
import { Channel, channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { optional } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { changingAccount, unchanged } from "./account-completion.ts";
import { roleOfLimit } from "./user-limits.ts";

/** A limit of Callback is refused: the LAN channel calls nobody back. Any number of sessions is each user's. */
export const setUserAccess = command({
  name: "Set User Access",
  section: "22.26",
  netFn: NetFn.App,
  cmd: 0x43,
  privilege: Privilege.Administrator,
  request: layout({
    access: byte({
      changes: bit(7),
      callbackOnly: bit(6),
      linkAuthentication: bit(5),
      ipmiMessaging: bit(4),
      channel: bits(3, 0),
    }),
    user: byte({ id: bits(5, 0) }),
    limit: byte({ privilege: bits(3, 0) }),
    sessions: optional(byte({ limit: bits(3, 0) })),
  }),
  response: empty,
  handle(context, { access, user, limit }) {
    const { accounts, origin } = context;
    const channel = channelOf(context, access.channel);
    if (channel === undefined) return refuse(CompletionCode.InvalidDataField);
    if (user.id < nullUserId || user.id > maximumUserId) return refuse(CompletionCode.ParameterOutOfRange);
    const role = roleOfLimit.get(limit.privilege);
    if (!role) return refuse(CompletionCode.InvalidDataField);
    const { callbackOnly, linkAuthentication, ipmiMessaging } = access;
    if (channel === Channel.Serial || !accounts.findById(user.id)) {
      const isSwitchedOn = access.changes && (access.linkAuthentication || access.ipmiMessaging);
      return unchanged(role === "NoAccess" && !isSwitchedOn);
    }
    const switches: Partial<Access> = access.changes
      ? { callbackOnly, linkAuthentication, ipmiMessaging }
      : {};
    return changingAccount(() => accounts.setAccess(user.id, { role, ...switches }, origin));
  },
});
