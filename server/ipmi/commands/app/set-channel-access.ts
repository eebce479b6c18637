import { Channel, channelOf } from "../../channel.ts";
import type { ChannelAccess } from "../../channel-access.ts";
import { type CommandContext, command } from "../../command.ts";
import { bit, bits, byte, choice } from "../../layout/byte.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { asPrivilege, Privilege } from "../../session/privilege.ts";
import { accessModes } from "./access-modes.ts";

const notOnThisChannel = 0x82;
const modeNotSupported = 0x83;
const targets = { none: 0, nonVolatile: 1, present: 2 } as const;
type Target = keyof typeof targets;

export const setChannelAccess = command({
  name: "Set Channel Access",
  section: "22.22",
  netFn: NetFn.App,
  cmd: 0x40,
  privilege: Privilege.Administrator,
  request: layout({
    channel: byte({ number: bits(3, 0) }),
    access: byte({
      target: choice(7, 6, targets),
      alertingDisabled: bit(5),
      perMessageDisabled: bit(4),
      userLevelDisabled: bit(3),
      mode: bits(2, 0),
    }),
    limit: byte({ target: choice(7, 6, targets), privilege: bits(3, 0) }),
  }),
  response: empty,
  handle(context, { channel: { number }, access, limit }) {
    const channel = channelOf(context, number);
    if (channel === undefined) return refuse(CompletionCode.InvalidDataField);
    if (channel === Channel.SystemInterface) return refuse(notOnThisChannel);
    const mode = accessModes.get(access.mode);
    if (access.target !== "none" && !mode) return refuse(modeNotSupported);
    if (channel === Channel.Serial) return mode === "alwaysAvailable" ? refuse(modeNotSupported) : {};
    const privilege = asPrivilege(limit.privilege);
    if (limit.target !== "none" && !privilege) return refuse(CompletionCode.InvalidDataField);
    const { alertingDisabled, perMessageDisabled, userLevelDisabled } = access;
    change(context, access.target, {
      ...(mode && { mode }),
      alerting: !alertingDisabled,
      perMessageAuthentication: !perMessageDisabled,
      userLevelAuthentication: !userLevelDisabled,
    });
    if (privilege) change(context, limit.target, { limit: privilege });
    return {};
  },
});

function change({ lanAccess }: CommandContext, target: Target, change: Partial<ChannelAccess>): void {
  if (target === "present") lanAccess.change(change);
  if (target === "nonVolatile") lanAccess.changeNonVolatile(change);
}
