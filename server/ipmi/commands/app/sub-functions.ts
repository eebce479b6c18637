import type { CommandContext } from "../../command.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, Refusal, refuse } from "../../message/completion-code.ts";
import { channelField, commandSet, lunField, type NamedCommands, netFnField } from "./command-set.ts";

/** What requests about the sub-functions of one command begin with. No command here tells any apart. */
export const ofOneCommand = {
  channel: channelField,
  netFn: netFnField,
  lun: lunField,
  cmd: u8,
};

export const ofOneCommandRequest = layout({ ...ofOneCommand, body: rest });

/** Bytes of a mask with one bit for each sub-function. */
export const subFunctionMaskSize = 4;

interface OneCommand extends NamedCommands {
  readonly cmd: number;
}

/** @returns the refusal of a request about a command that there is not */
export function refuseUnknown(context: CommandContext, { cmd, ...named }: OneCommand): Refusal | undefined {
  const half = cmd >> 7;
  const set = commandSet(context, { ...named, netFn: { half, number: named.netFn.number } });
  if (set instanceof Refusal) return set;
  const exists = set.commands.some(command => command.cmd === cmd);
  return exists ? undefined : refuse(CompletionCode.InvalidDataField);
}
