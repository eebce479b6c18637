import { maximumUserId, nullUserId } from "../../../bmc/account-rules.ts";
import { Channel, channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bit, bits, byte, choice } from "../../layout/byte.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { userLimits } from "./user-limits.ts";

/** The null user has its name for good, which is none. */
const fixedNames = 1;
const nobody = {
  enabled: false,
  callbackOnly: false,
  linkAuthentication: false,
  ipmiMessaging: false,
  role: "NoAccess",
} as const;

export const getUserAccess = command({
  name: "Get User Access",
  section: "22.27",
  netFn: NetFn.App,
  cmd: 0x44,
  privilege: Privilege.Operator,
  request: layout({ channel: byte({ number: bits(3, 0) }), user: byte({ id: bits(5, 0) }) }),
  response: layout({
    possible: byte({ users: bits(5, 0) }),
    enabled: byte({ status: choice(7, 6, { unspecified: 0, enabled: 1, disabled: 2 }), users: bits(5, 0) }),
    fixed: byte({ names: bits(5, 0) }),
    access: byte({
      callbackOnly: bit(6),
      linkAuthentication: bit(5),
      ipmiMessaging: bit(4),
      limit: bits(3, 0),
    }),
  }),
  handle(context, { channel: { number }, user: { id } }) {
    const channel = channelOf(context, number);
    if (channel === undefined) return refuse(CompletionCode.InvalidDataField);
    if (id < nullUserId || id > maximumUserId) return refuse(CompletionCode.ParameterOutOfRange);
    const { accounts } = context;
    const { enabled, role, callbackOnly, linkAuthentication, ipmiMessaging } =
      (channel === Channel.Serial ? undefined : accounts.findById(id)) ?? nobody;
    return {
      possible: { users: maximumUserId },
      enabled: {
        status: enabled ? "enabled" : "disabled",
        users: accounts.list().filter(account => account.enabled).length,
      },
      fixed: { names: fixedNames },
      access: { callbackOnly, linkAuthentication, ipmiMessaging, limit: userLimits[role] },
    };
  },
});
