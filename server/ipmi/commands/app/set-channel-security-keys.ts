import { Channel, channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bits, byte, choice } from "../../layout/byte.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { bmcKeyLength } from "../../session/bmc-key.ts";
import { Privilege } from "../../session/privilege.ts";

const keyIsLocked = 0x80;
const tooFewKeyBytes = 0x81;
const tooManyKeyBytes = 0x82;
const keyIds = { kr: 0x00, kg: 0x01 } as const;

const noKey = Buffer.alloc(0);
/** KR: the BMC draws its random numbers in another way. FreeIPMI gives up on all settings where it cannot be read. */
const unusedKey = Buffer.alloc(bmcKeyLength);
/** The standard has no lock for KG. */
const status = { lock: "notLockable" } as const;

export const setChannelSecurityKeys = command({
  name: "Set Channel Security Keys",
  section: "22.25",
  netFn: NetFn.App,
  cmd: 0x56,
  privilege: Privilege.Administrator,
  request: layout({
    channel: byte({ number: bits(3, 0) }),
    operation: byte({ name: choice(1, 0, { read: 0, set: 1, lock: 2 }) }),
    keyId: u8,
    key: rest,
  }),
  response: layout({
    status: byte({ lock: choice(1, 0, { notLockable: 0, locked: 1, unlocked: 2 }) }),
    key: rest,
  }),
  handle(context, { channel: { number }, operation, keyId, key }) {
    const { bmcKey } = context.security;
    if (channelOf(context, number) !== Channel.Lan) return refuse(CompletionCode.InvalidDataField);
    const isKr = keyId === keyIds.kr;
    if (!isKr && keyId !== keyIds.kg) return refuse(CompletionCode.InvalidDataField);
    if (operation.name === "read") return { status, key: isKr ? unusedKey : bmcKey.value };
    if (isKr || operation.name === "lock") return refuse(keyIsLocked);
    if (key.length < bmcKeyLength) return refuse(tooFewKeyBytes);
    if (key.length > bmcKeyLength) return refuse(tooManyKeyBytes);
    bmcKey.set(Buffer.from(key));
    return { status, key: noKey };
  },
});
