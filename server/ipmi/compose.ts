import type { Clock } from "../bmc/clock.ts";
import type { EventLog } from "../bmc/event-log.ts";
import type { EventReceiver } from "../bmc/event-log-receiver.ts";
import type { Inventory } from "../bmc/fru/inventory.ts";
import type { Identity } from "../bmc/identity.ts";
import type { LanSettings } from "../bmc/lan-settings.ts";
import type { RequestCounts } from "../bmc/request-counts.ts";
import type { PowerLimit } from "../bmc/sensors/power-limit.ts";
import type { Sensors } from "../bmc/sensors/sensors.ts";
import type { ThermalLimit } from "../bmc/sensors/thermal-limit.ts";
import type { ServiceIdentification } from "../bmc/service-identification.ts";
import type { Settings } from "../bmc/settings.ts";
import type { SerialLine } from "../console/serial-line.ts";
import type { Origin } from "../events/events.ts";
import type { Machine } from "../machine/machine.ts";
import type { Bmc } from "./command.ts";
import { CommandFirewall } from "./command-firewall.ts";
import { AcpiPowerState } from "./commands/app/acpi-power-state.ts";
import { BootOptions } from "./commands/chassis/boot-options.ts";
import { atFirst } from "./commands/chassis/chassis-capabilities.ts";
import { LastPowerEvent } from "./commands/chassis/last-power-event.ts";
import { dcmiAtFirst } from "./commands/dcmi/dcmi-setting.ts";
import { commands } from "./commands/index.ts";
import { noAuxiliaryLog } from "./commands/storage/auxiliary-log.ts";
import { SelDevice } from "./commands/storage/sel-device.ts";
import { LanConfiguration } from "./commands/transport/lan-configuration.ts";
import { Dispatcher } from "./dispatch.ts";
import { SystemInterface } from "./kcs/system-interface.ts";
import { LanChannel } from "./lan.ts";
import { LanStatistics } from "./lan-statistics.ts";
import type { IpmiLog } from "./log.ts";
import { guidBytes } from "./message/guid.ts";
import { PlatformEventFiltering } from "./pef/platform-event-filtering.ts";
import { SdrRepository } from "./sdr/sdr-repository.ts";
import { composeLogins, type LoginParts } from "./session/compose-logins.ts";
import type { Logins } from "./session/logins.ts";
import { SerialOverLan } from "./sol/serial-over-lan.ts";
import { SolConfiguration } from "./sol/sol-configuration.ts";
import { SystemInfo } from "./system-info.ts";

export interface IpmiParts extends LoginParts {
  readonly machine: Machine;
  readonly identity: Identity;
  readonly inventory: Inventory;
  readonly serviceIdentification: ServiceIdentification;
  readonly sensors: Sensors;
  readonly powerLimit: PowerLimit;
  readonly thermalLimit: ThermalLimit;
  readonly lanSettings: LanSettings;
  readonly clock: Clock;
  readonly eventLog: EventLog;
  readonly eventReceiver: EventReceiver;
  /** Where IPMI keeps what is its own across restarts. */
  readonly settings: Settings;
  readonly serial: SerialLine;
  /** Restarts the BMC; the machine runs on. */
  readonly resetBmc: (origin: Origin) => void;
  /** Where remote consoles reach this BMC, as they see it. */
  readonly advertisedPort: () => number;
  readonly requestCounts?: RequestCounts;
  readonly log: IpmiLog;
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
  const { machine, accounts, identity, clock, events, log } = parts;
  const serialOverLan = new SerialOverLan({
    line: parts.serial,
    configuration: new SolConfiguration(parts.settings),
    port: parts.advertisedPort,
  });
  const { security, lanAccess, sessions, logins, ipmi15Logins, handshake } = composeLogins(
    parts,
    guidBytes(identity.uuid),
    session => serialOverLan.sessionEnded(session),
  );
  const bmc: Bmc = {
    machine,
    accounts,
    identity,
    inventory: parts.inventory,
    serviceIdentification: parts.serviceIdentification,
    sensors: parts.sensors,
    powerLimit: parts.powerLimit,
    thermalLimit: parts.thermalLimit,
    sdrRepository: new SdrRepository(parts.settings, clock),
    dcmi: parts.settings.open("dcmi", dcmiAtFirst),
    clock,
    systemInfo: new SystemInfo(parts.settings, events),
    lanSettings: parts.lanSettings,
    lanConfiguration: new LanConfiguration(parts.settings),
    lanStatistics: new LanStatistics(() => parts.lanSettings.ipCounters()),
    security,
    lockout: parts.lockout,
    lanAccess,
    sessions,
    ipmi15Logins,
    serialOverLan,
    bootOptions: new BootOptions(machine, parts.settings, events),
    lastPowerEvent: new LastPowerEvent(events),
    chassisCapabilities: parts.settings.open("chassisCapabilities", atFirst),
    acpiPowerState: new AcpiPowerState(machine, events),
    firewall: new CommandFirewall(commands, parts.settings),
    resetBmc: parts.resetBmc,
    eventLog: parts.eventLog,
    eventReceiver: parts.eventReceiver,
    selDevice: new SelDevice(parts.eventLog),
    auxiliaryLog: parts.settings.open("auxiliaryLog", noAuxiliaryLog),
    platformEventFiltering: new PlatformEventFiltering(parts),
    systemInterface: new SystemInterface(parts),
  };
  const dispatcher = new Dispatcher(
    commands,
    (error, { name }) => log.error({ err: error, command: name }, "An IPMI command failed unexpectedly."),
    parts.requestCounts,
  );
  return { bmc, dispatcher, lan: new LanChannel(bmc, dispatcher, handshake), logins };
}
