import type { CommandContext } from "./command.ts";

/**
 * Channel numbers (IPMI 2.0 §6.3). The serial channel is there because the machine has a serial line and
 * configuration tools look for one; it carries no messages and cannot be made to.
 */
export const Channel = { Lan: 0x01, Serial: 0x02, Current: 0x0e, SystemInterface: 0x0f } as const;

const channels: ReadonlySet<number> = new Set([Channel.Lan, Channel.Serial, Channel.SystemInterface]);

/** The channel that a request means, where it exists. */
export function channelOf({ channel }: CommandContext, asked: number): number | undefined {
  if (asked === Channel.Current) return channel;
  return channels.has(asked) ? asked : undefined;
}
