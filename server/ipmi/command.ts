import type { Accounts } from "../bmc/accounts.ts";
import type { Clock } from "../bmc/clock.ts";
import type { Identity } from "../bmc/identity.ts";
import type { Origin } from "../events/events.ts";
import type { Machine } from "../machine/machine.ts";
import type { BootOptions } from "./commands/chassis/boot-options.ts";
import type { LastPowerEvent } from "./commands/chassis/last-power-event.ts";
import type { SystemInterface } from "./kcs/system-interface.ts";
import type { Layout } from "./layout/layout.ts";
import type { Refusal } from "./message/completion-code.ts";
import type { Group, NetFn } from "./message/net-fn.ts";
import type { Privilege } from "./session/privilege.ts";
import type { Session } from "./session/session.ts";
import type { Sessions } from "./session/sessions.ts";
import type { SerialOverLan } from "./sol/serial-over-lan.ts";

/** What commands work on, whichever channel they come by. */
export interface Bmc {
  readonly machine: Machine;
  readonly accounts: Accounts;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly bootOptions: BootOptions;
  readonly lastPowerEvent: LastPowerEvent;
  readonly sessions: Sessions;
  readonly serialOverLan: SerialOverLan;
  readonly systemInterface: SystemInterface;
}

/** What a command works on and who sent it. */
export interface CommandContext extends Bmc {
  /** Number of the channel that the request came by. */
  readonly channel: number;
  readonly origin: Origin;
  /** Absent before log-in and on channels that have no sessions. */
  readonly session?: Session;
}

export type Answer<Res> = Res | Refusal;

/** One IPMI command: its place in the standard, its bytes, and what it does. */
export interface Command<Req, Res> {
  /** As the standard has it. */
  readonly name: string;
  /** Where IPMI 2.0 describes it. */
  readonly section: string;
  readonly netFn: NetFn;
  readonly cmd: number;
  /** Whose command it is, for those of NetFn.GroupExtension. */
  readonly group?: Group;
  /** The lowest level that may use it (IPMI 2.0 appendix G); `None` lets anybody use it, before any log-in. */
  readonly privilege: Privilege;
  /** Whether only the machine itself may use it, over its system interface (marked so in appendix G). */
  readonly systemInterfaceOnly?: true;
  readonly request: Layout<Req>;
  readonly response: Layout<Res>;
  /** @throws MachineError, which becomes its completion code */
  handle(context: CommandContext, request: Req): Answer<Res> | Promise<Answer<Res>>;
}

export type AnyCommand = Command<unknown, unknown>;

export const command = <Req, Res>(declaration: Command<Req, Res>): Command<Req, Res> => declaration;
