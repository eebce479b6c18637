import type { Accounts } from "../bmc/accounts.ts";
import type { Clock } from "../bmc/clock.ts";
import type { EventLog } from "../bmc/event-log.ts";
import type { EventReceiver } from "../bmc/event-log-receiver.ts";
import type { Inventory } from "../bmc/fru/inventory.ts";
import type { Identity } from "../bmc/identity.ts";
import type { LanSettings } from "../bmc/lan-settings.ts";
import type { Lockout } from "../bmc/lockout.ts";
import type { PowerLimit } from "../bmc/sensors/power-limit.ts";
import type { Sensors } from "../bmc/sensors/sensors.ts";
import type { ThermalLimit } from "../bmc/sensors/thermal-limit.ts";
import type { ServiceIdentification } from "../bmc/service-identification.ts";
import type { Setting } from "../bmc/settings.ts";
import type { Origin } from "../events/events.ts";
import type { Machine } from "../machine/machine.ts";
import type { LanAccess } from "./channel-access.ts";
import type { CommandFirewall } from "./command-firewall.ts";
import type { AcpiPowerState } from "./commands/app/acpi-power-state.ts";
import type { BootOptions } from "./commands/chassis/boot-options.ts";
import type { ChassisCapabilities } from "./commands/chassis/chassis-capabilities.ts";
import type { LastPowerEvent } from "./commands/chassis/last-power-event.ts";
import type { DcmiSetting } from "./commands/dcmi/dcmi-setting.ts";
import type { AuxiliaryLog } from "./commands/storage/auxiliary-log.ts";
import type { SelDevice } from "./commands/storage/sel-device.ts";
import type { LanConfiguration } from "./commands/transport/lan-configuration.ts";
import type { SystemInterface } from "./kcs/system-interface.ts";
import type { LanStatistics } from "./lan-statistics.ts";
import type { Layout } from "./layout/layout.ts";
import type { Refusal } from "./message/completion-code.ts";
import type { Group, NetFn } from "./message/net-fn.ts";
import type { PlatformEventFiltering } from "./pef/platform-event-filtering.ts";
import type { SdrRepository } from "./sdr/sdr-repository.ts";
import type { Ipmi15Login, Ipmi15Logins } from "./session/ipmi15-logins.ts";
import type { LanSecurity } from "./session/lan-security.ts";
import type { Peer } from "./session/peer.ts";
import type { Privilege } from "./session/privilege.ts";
import type { Session } from "./session/session.ts";
import type { Sessions } from "./session/sessions.ts";
import type { SerialOverLan } from "./sol/serial-over-lan.ts";
import type { SystemInfo } from "./system-info.ts";

/** What commands work on, whichever channel they come by. */
export interface Bmc {
  readonly machine: Machine;
  readonly accounts: Accounts;
  readonly identity: Identity;
  readonly inventory: Inventory;
  readonly sensors: Sensors;
  readonly powerLimit: PowerLimit;
  readonly thermalLimit: ThermalLimit;
  readonly sdrRepository: SdrRepository;
  readonly dcmi: Setting<DcmiSetting>;
  readonly serviceIdentification: ServiceIdentification;
  readonly clock: Clock;
  readonly eventLog: EventLog;
  readonly eventReceiver: EventReceiver;
  readonly selDevice: SelDevice;
  readonly auxiliaryLog: AuxiliaryLog;
  readonly platformEventFiltering: PlatformEventFiltering;
  readonly bootOptions: BootOptions;
  readonly lastPowerEvent: LastPowerEvent;
  readonly chassisCapabilities: Setting<ChassisCapabilities>;
  readonly acpiPowerState: AcpiPowerState;
  readonly firewall: CommandFirewall;
  /** Restarts the BMC; the machine runs on. */
  readonly resetBmc: (origin: Origin) => void;
  readonly systemInfo: SystemInfo;
  readonly lanSettings: LanSettings;
  readonly lanConfiguration: LanConfiguration;
  readonly lanStatistics: LanStatistics;
  readonly security: LanSecurity;
  readonly lockout: Lockout;
  readonly lanAccess: LanAccess;
  readonly sessions: Sessions;
  readonly ipmi15Logins: Ipmi15Logins;
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
  /** Who sent the request; only for the commands that make an IPMI 1.5 session, which has no peer of its own yet. */
  readonly peer?: Peer;
  /** The login that the request belongs to, proved to be of its user; only for Activate Session. */
  readonly ipmi15Login?: Ipmi15Login;
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
