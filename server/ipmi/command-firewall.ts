import type { Setting, Settings } from "../bmc/settings.ts";
import type { AnyCommand } from "./command.ts";
import { NetFn } from "./message/net-fn.ts";
import { Privilege } from "./session/privilege.ts";

/** Without these nobody could log in, or give a command back that was taken away. */
const setSessionPrivilegeLevel = 0x3b;
const closeSession = 0x3c;
const firmwareFirewall = /^21\./;

export const isConfigurable = ({ netFn, cmd, privilege, section }: AnyCommand): boolean =>
  privilege !== Privilege.None &&
  !firmwareFirewall.test(section) &&
  !(netFn === NetFn.App && (cmd === setSessionPrivilegeLevel || cmd === closeSession));

const keyOf = ({ netFn, cmd, group }: AnyCommand, channel: number): number =>
  (channel << 24) | ((group ?? 0) << 16) | (netFn << 8) | cmd;

/** Which commands there are, and which of them a channel does not take (IPMI 2.0 §21). */
export class CommandFirewall {
  readonly commands: readonly AnyCommand[];
  readonly #setting: Setting<{ readonly disabled: readonly number[] }>;
  #disabled: ReadonlySet<number>;

  constructor(commands: readonly AnyCommand[], settings: Settings) {
    this.commands = commands;
    this.#setting = settings.open("commandFirewall", { disabled: [] });
    this.#disabled = new Set(this.#setting.value.disabled);
  }

  allows(command: AnyCommand, channel: number): boolean {
    return this.#disabled.size === 0 || !this.#disabled.has(keyOf(command, channel));
  }

  /** Whether the channel takes all commands. */
  isOpen(channel: number): boolean {
    return this.commands.every(command => this.allows(command, channel));
  }

  /** @param enabled says it for each of the commands, all of them configurable */
  configure(
    commands: readonly AnyCommand[],
    channel: number,
    enabled: (command: AnyCommand) => boolean,
  ): void {
    const disabled = new Set(this.#disabled);
    for (const command of commands) {
      if (enabled(command)) disabled.delete(keyOf(command, channel));
      else disabled.add(keyOf(command, channel));
    }
    this.#setting.save({ disabled: [...disabled] });
    this.#disabled = disabled;
  }
}
