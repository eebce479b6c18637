import { channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { u8, u24 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const getChannelAuthenticationCapabilities = command({
  name: "Get Channel Authentication Capabilities",
  section: "22.13",
  netFn: NetFn.App,
  cmd: 0x38,
  privilege: Privilege.None,
  request: layout({
    channel: byte({ wantsExtended: bit(7), number: bits(3, 0) }),
    maximum: byte({ privilege: bits(3, 0) }),
  }),
  response: layout({
    channel: u8,
    authTypes: byte({ isExtended: bit(7), md5: bit(2) }),
    status: byte({
      kgIsSet: bit(5),
      perMessageAuthenticationIsOff: bit(4),
      userLevelAuthenticationIsOff: bit(3),
      nonNullUserNames: bit(2),
      nullUserNames: bit(1),
      anonymousLogin: bit(0),
    }),
    extended: byte({ ipmi20: bit(1), ipmi15: bit(0) }),
    oemId: u24,
    oemData: u8,
  }),
  handle(context, { channel: { wantsExtended, number } }) {
    const channel = channelOf(context, number);
    if (channel === undefined) return refuse(CompletionCode.InvalidDataField);
    const { bmcKey, ipmi15 } = context.security;
    return {
      channel,
      // Only what the remote console knows to ask for may be told of IPMI 2.0.
      authTypes: { isExtended: wantsExtended, md5: ipmi15 },
      status: {
        kgIsSet: bmcKey.isSet,
        perMessageAuthenticationIsOff: false,
        userLevelAuthenticationIsOff: false,
        nonNullUserNames: true,
        nullUserNames: false,
        anonymousLogin: false,
      },
      extended: { ipmi20: wantsExtended, ipmi15: wantsExtended && ipmi15 },
      oemId: 0,
      oemData: 0,
    };
  },
});
