import { Channel, channelOf } from "../../channel.ts";
import type { AnyCommand, CommandContext } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { CompletionCode, type Refusal, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";

/** How requests of IPMI 2.0 §21 name a channel, and commands there. */
export const channelField = byte({ number: bits(3, 0) });
export const netFnField = byte({ half: bits(7, 6), number: bits(5, 0) });
export const lunField = byte({ number: bits(1, 0) });

export interface NamedCommands {
  readonly channel: { readonly number: number };
  readonly netFn: { readonly half: number; readonly number: number };
  readonly lun: { readonly number: number };
  /** The defining body's code for NetFn.GroupExtension; ipmitool leaves it out, and means all of them. */
  readonly body: Buffer;
}

export interface CommandSet {
  readonly channel: number;
  /** Those of the half; none on a LUN without commands. */
  readonly commands: readonly AnyCommand[];
}

const commandsInHalf = 0x80;
const bodyLength = 1;

/** The commands 00h to 7Fh (half 0) or 80h to FFh (half 1) of a network function. */
export function commandSet(
  context: CommandContext,
  { channel, netFn, lun, body }: NamedCommands,
): CommandSet | Refusal {
  const number = channelOf(context, channel.number);
  if (number === undefined || netFn.half > 1) return refuse(CompletionCode.InvalidDataField);
  const isGroup = (netFn.number & ~1) === NetFn.GroupExtension;
  if (body.length > (isGroup ? bodyLength : 0)) return refuse(CompletionCode.RequestLengthInvalid);
  const commands = context.firewall.commands.filter(
    command =>
      lun.number === 0 &&
      (!command.systemInterfaceOnly || number === Channel.SystemInterface) &&
      command.netFn === (netFn.number & ~1) &&
      Math.floor(command.cmd / commandsInHalf) === netFn.half &&
      (body.length === 0 || command.group === body[0]),
  );
  return { channel: number, commands };
}

/** Where a command stands in a mask of its half. */
const place = ({ cmd }: AnyCommand) => ({ byte: (cmd % commandsInHalf) >> 3, bit: 1 << (cmd & 7) });

export const maskSize = commandsInHalf / 8;

/** One bit for each command of a half, set for those that are given. */
export function maskOf(commands: readonly AnyCommand[]): Buffer {
  const mask = Buffer.alloc(maskSize);
  for (const command of commands) {
    const { byte, bit } = place(command);
    mask[byte] = (mask[byte] as number) | bit;
  }
  return mask;
}

export function isInMask(mask: Buffer, command: AnyCommand): boolean {
  const { byte, bit } = place(command);
  return ((mask[byte] as number) & bit) !== 0;
}
