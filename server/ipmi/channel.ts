import type { CommandContext } from "./command.ts";

/** Channel numbers (IPMI 2.0 §6.3). */
export const Channel = { Lan: 0x01, Current: 0x0e, SystemInterface: 0x0f } as const;

/** The channel that a request means, where it exists. */
export function channelOf({ channel }: CommandContext, asked: number): number | undefined {
  if (asked === Channel.Current) return channel;
  return asked === Channel.Lan || asked === Channel.SystemInterface ? asked : undefined;
}
