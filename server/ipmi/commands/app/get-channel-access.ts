import { Channel, channelOf } from "../../channel.ts";
import { serialAccess } from "../../channel-access.ts";
import { command } from "../../command.ts";
import { bit, bits, byte, choice } from "../../layout/byte.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const notOnThisChannel = 0x82;

export const getChannelAccess = command({
  name: "Get Channel Access",
  section: "22.23",
  netFn: NetFn.App,
  cmd: 0x41,
  privilege: Privilege.User,
  request: layout({
    channel: byte({ number: bits(3, 0) }),
    source: byte({ name: choice(7, 6, { nonVolatile: 1, present: 2 }) }),
  }),
  response: layout({
    access: byte({
      alertingDisabled: bit(5),
      perMessageDisabled: bit(4),
      userLevelDisabled: bit(3),
      mode: choice(2, 0, { disabled: 0, alwaysAvailable: 2 }),
    }),
    limit: byte({ privilege: bits(3, 0) }),
  }),
  handle(context, { channel: { number }, source }) {
    const channel = channelOf(context, number);
    if (channel === undefined) return refuse(CompletionCode.InvalidDataField);
    if (channel === Channel.SystemInterface) return refuse(notOnThisChannel);
    const access = channel === Channel.Serial ? serialAccess : context.lanAccess[source.name];
    return {
      access: {
        alertingDisabled: !access.alerting,
        perMessageDisabled: !access.perMessageAuthentication,
        userLevelDisabled: !access.userLevelAuthentication,
        mode: access.mode,
      },
      limit: { privilege: access.limit },
    };
  },
});
