import type { Accounts } from "../bmc/accounts.ts";
import type { Clock } from "../bmc/clock.ts";
import type { Identity } from "../bmc/identity.ts";
import type { Settings } from "../bmc/settings.ts";
import type { SerialLine } from "../console/serial-line.ts";
import type { EventBus } from "../events/bus.ts";
import type { Machine } from "../machine/machine.ts";
import type { Bmc } from "./command.ts";
import { BootOptions } from "./commands/chassis/boot-options.ts";
import { LastPowerEvent } from "./commands/chassis/last-power-event.ts";
import { commands } from "./commands/index.ts";
import { Dispatcher } from "./dispatch.ts";
import { SystemInterface } from "./kcs/system-interface.ts";
import { LanChannel } from "./lan.ts";
import type { IpmiLog } from "./log.ts";
import { guidBytes } from "./message/guid.ts";
import { Claimants } from "./session/claimants.ts";
import { Handshake } from "./session/handshake.ts";
import { Logins } from "./session/logins.ts";
import { Sessions } from "./session/sessions.ts";
import { SerialOverLan } from "./sol/serial-over-lan.ts";

const secretLength = 32;

export interface IpmiParts {
  readonly machine: Machine;
  readonly accounts: Accounts;
  readonly identity: Identity;
  readonly clock: Clock;
  /** Where IPMI keeps what is its own across restarts. */
  readonly settings: Settings;
  readonly events: EventBus;
  readonly serial: SerialLine;
  /** Where remote consoles reach this BMC, as they see it. */
  readonly advertisedPort: () => number;
  readonly log: IpmiLog;
  /** Milliseconds, ever growing. */
  readonly now: () => number;
  readonly random: (size: number) => Buffer;
}

export interface Ipmi {
  readonly bmc: Bmc;
  readonly dispatcher: Dispatcher;
  readonly lan: LanChannel;
  /** Logins that have not come to an end. */
  readonly logins: Logins;
}

/** IPMI without its sockets: what all channels share, and the LAN channel. */
export function composeIpmi(parts: IpmiParts): Ipmi {
  const { machine, accounts, identity, clock, events, now, random, log } = parts;
  const serialOverLan = new SerialOverLan(parts.serial, parts.advertisedPort);
  const sessions = new Sessions({ now, random, events, ended: it => serialOverLan.sessionEnded(it) });
  const logins = new Logins(now);
  const claimants = new Claimants(accounts, random(secretLength));
  const guid = guidBytes(identity.uuid);
  const handshake = new Handshake({ logins, sessions, claimants, guid, random, now, events });
  const bmc: Bmc = {
    machine,
    accounts,
    identity,
    clock,
    sessions,
    serialOverLan,
    bootOptions: new BootOptions(),
    lastPowerEvent: new LastPowerEvent(events),
    systemInterface: new SystemInterface(),
  };
  const dispatcher = new Dispatcher(commands, (error, { name }) =>
    log.error({ err: error, command: name }, "An IPMI command failed unexpectedly."),
  );
  return { bmc, dispatcher, lan: new LanChannel(bmc, dispatcher, handshake), logins };
}
