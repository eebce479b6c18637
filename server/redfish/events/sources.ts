import type { BootStage, EventName, Events, PowerState, Severity } from "../../events/events.ts";
import { type Message, messageOf } from "../message.ts";
import { dateTime } from "../properties.ts";
import { heartbeatEvent } from "../registries/heartbeat-event.ts";
import { logServiceEvent } from "../registries/log-service.ts";
import { platform } from "../registries/platform.ts";
import { qemuBmc } from "../registries/qemu-bmc.ts";
import { resourceEvent } from "../registries/resource-event.ts";
import { taskEvent } from "../registries/task-event.ts";
import { sensorReading } from "./sensor-reading.ts";

/** The resource that an event is about. */
export interface Subject {
  readonly uri: string;
  /** "ComputerSystem" */
  readonly type: string;
}

/** What subscribers are told, before it has a number and a time. */
export interface Happening {
  readonly message: Message;
  readonly about: Subject;
}

/** What an event alone does not say. */
export interface Surroundings {
  /** How bad all readings of a sensor that are beyond a threshold are by now. */
  readonly sensorSeverity: (sensor: number) => Severity;
}

const root = "/redfish/v1";
const system: Subject = { uri: `${root}/Systems/1`, type: "ComputerSystem" };
const bios: Subject = { uri: `${system.uri}/Bios`, type: "Bios" };
const biosSettings: Subject = { uri: `${bios.uri}/Settings`, type: "Bios" };
const chassis: Subject = { uri: `${root}/Chassis/1`, type: "Chassis" };
const manager: Subject = { uri: `${root}/Managers/1`, type: "Manager" };
const secureBoot: Subject = { uri: `${system.uri}/SecureBoot`, type: "SecureBoot" };
const accountService: Subject = { uri: `${root}/AccountService`, type: "AccountService" };
const managerEthernet: Subject = { uri: `${manager.uri}/EthernetInterfaces/1`, type: "EthernetInterface" };
const networkProtocol: Subject = {
  uri: `${manager.uri}/NetworkProtocol`,
  type: "ManagerNetworkProtocol",
};
const certificate: Subject = { uri: `${networkProtocol.uri}/HTTPS/Certificates/1`, type: "Certificate" };
const nic = (id: string): Subject => ({
  uri: `${system.uri}/EthernetInterfaces/${id}`,
  type: "EthernetInterface",
});
const eventLog: Subject = { uri: `${system.uri}/LogServices/EventLog`, type: "LogService" };
const logs = {
  bmc: { uri: `${manager.uri}/LogServices/Log`, type: "LogService", name: "Log" },
  serial: { uri: `${system.uri}/LogServices/Serial`, type: "LogService", name: "Serial" },
  post: { uri: `${system.uri}/LogServices/Post`, type: "LogService", name: "Post" },
} as const satisfies Record<Events["logCleared"]["log"], Subject & { readonly name: string }>;

const memberOf = (uri: string, type: string) => (id: string | number) => ({ uri: `${uri}/${id}`, type });
const account = memberOf(`${accountService.uri}/Accounts`, "ManagerAccount");
const session = memberOf(`${root}/SessionService/Sessions`, "Session");
const logEntry = memberOf(`${eventLog.uri}/Entries`, "LogEntry");
const task = memberOf(`${root}/TaskService/Tasks`, "Task");
const medium = memberOf(`${system.uri}/VirtualMedia`, "VirtualMedia");
const image = memberOf(`${manager.uri}/Oem/QemuBmc/Images`, "QemuBmcImage");
const firmware: Subject = {
  uri: `${root}/UpdateService/FirmwareInventory/UEFI`,
  type: "SoftwareInventory",
};
const sensor = memberOf(`${chassis.uri}/Sensors`, "Sensor");

/** What events are about. */
export const resourceTypes: readonly string[] = [
  ...new Set(
    [
      firmware,
      ...[
        system,
        bios,
        chassis,
        manager,
        accountService,
        eventLog,
        managerEthernet,
        networkProtocol,
        certificate,
        secureBoot,
      ],
      ...[account, session, logEntry, task, sensor, medium, image].map(member => member("")),
    ].map(({ type }) => type),
  ),
].sort();

const tell = (about: Subject, ...messages: readonly Message[]): readonly Happening[] =>
  messages.map(message => ({ about, message }));

/** What the system is called in messages. */
const systemName = "System";
const changed = messageOf(resourceEvent, "ResourceChanged");
const created = messageOf(resourceEvent, "ResourceCreated");
const removed = messageOf(resourceEvent, "ResourceRemoved");

const powerMessages: Record<PowerState, readonly Message[]> = {
  off: [messageOf(resourceEvent, "ResourcePoweredOff", systemName)],
  poweringOn: [messageOf(resourceEvent, "ResourcePoweringOn", systemName)],
  on: [messageOf(resourceEvent, "ResourcePoweredOn", systemName)],
  paused: [messageOf(resourceEvent, "ResourcePaused", systemName)],
  poweringOff: [messageOf(resourceEvent, "ResourcePoweringOff", systemName)],
  crashed: [
    messageOf(resourceEvent, "ResourcePoweredOff", systemName),
    messageOf(resourceEvent, "ResourceStatusChangedCritical", systemName, "Critical"),
  ],
};

function reset({ cause }: Events["machineReset"]): Message {
  if (cause === "watchdog") return messageOf(platform, "PlatformResetWatchdogTimer", "ForceRestart");
  return messageOf(platform, "PlatformReset", cause === "guestReset" ? "GracefulRestart" : "ForceRestart");
}

const accountMessages: Record<Events["accountChanged"]["change"], Message> = {
  created,
  renamed: changed,
  password: changed,
  access: changed,
  deleted: removed,
};

const taskEnds = {
  completed: "TaskCompletedOK",
  cancelled: "TaskCancelled",
  failed: "TaskAborted",
} as const satisfies Record<Events["taskEnded"]["state"], string>;

/** Steps of progress that are told, in percent. */
const progressStep = 10;

/** The stages of a boot that last. */
const toldStages: ReadonlySet<BootStage> = new Set(["setupEntered", "osBootStarted", "osRunning"]);

const imageMessages: Record<Events["imageChanged"]["change"], Message> = {
  receiving: created,
  added: changed,
  renamed: changed,
  written: changed,
  removed,
};

/** What becomes an event of the event service, and which. */
export const sources: {
  readonly [N in EventName]?: (payload: Events[N], surroundings: Surroundings) => readonly Happening[];
} = {
  powerChanged: ({ to, cause }) => (cause === "adopted" ? [] : tell(system, ...powerMessages[to])),
  machineReset: event => tell(system, reset(event)),
  shutdownIgnored: ({ seconds }) => tell(system, messageOf(qemuBmc, "GuestIgnoredShutdown", `${seconds}`)),
  powerOperationFailed: ({ action, detail }) =>
    tell(system, messageOf(qemuBmc, "PowerOperationFailed", action, detail)),
  guestPanicked: () => tell(system, messageOf(platform, "OperatingSystemCrash")),
  nmiInjected: () => tell(system, messageOf(qemuBmc, "NmiInjected")),
  bootSettingsChanged: () => tell(system, changed),
  bootProgressChanged: ({ stage }) => (toldStages.has(stage) ? tell(system, changed) : []),
  bootOverrideChanged: () => tell(system, changed),
  bootOverrideUsed: ({ target }) => tell(system, messageOf(qemuBmc, "BootOverrideUsed", target), changed),
  machineSettingsChanged: () => tell(biosSettings, changed),
  machineSettingsApplied: () => [...tell(bios, changed), ...tell(system, changed)],
  secureBootChanged: () => tell(secureBoot, changed),
  secureBootFailed: ({ detail }) => tell(system, messageOf(qemuBmc, "FirmwareVariablesFailed", detail)),
  identifyChanged: () => [...tell(system, changed), ...tell(chassis, changed)],
  restorePolicyChanged: () => tell(system, changed),
  hardwareChanged: () => tell(system, changed),
  nicLinkChanged: event => tell(nic(event.nic), changed),
  nicCarrierChanged: event => tell(nic(event.nic), changed),
  networkModeChanged: () => tell(system, changed),
  acceleratorChosen: () => tell(system, changed),
  sensorThresholdCrossed: (event, { sensorSeverity }) =>
    tell(sensor(event.name.replaceAll(" ", "")), sensorReading(event, sensorSeverity(event.sensor))),
  sensorLimitExceeded: ({ name, reading, unit, limit }) =>
    tell(
      sensor(name.replaceAll(" ", "")),
      messageOf(qemuBmc, "LimitExceeded", name, `${reading}`, unit, `${limit}`),
    ),
  watchdogChanged: () => tell(system, changed),
  watchdogPreTimeout: ({ secondsLeft }) =>
    tell(system, messageOf(qemuBmc, "WatchdogWarning", `${secondsLeft}`)),
  watchdogExpired: ({ action }) => tell(system, messageOf(qemuBmc, "WatchdogExpired", action)),
  eventLogged: ({ id }) => tell(logEntry(id), created),
  eventLogEntryDeleted: ({ id }) => tell(logEntry(id), removed),
  mediaInserted: ({ slot }) => tell(medium(slot), changed),
  mediaEjected: ({ slot }) => tell(medium(slot), changed),
  imageChanged: ({ id, change }) => tell(image(id), imageMessages[change]),
  firmwareChanged: () => tell(firmware, changed),
  eventLogCleared: () => tell(eventLog, messageOf(logServiceEvent, "LogCleared", "EventLog")),
  logCleared: ({ log }) => tell(logs[log], messageOf(logServiceEvent, "LogCleared", logs[log].name)),
  accountChanged: ({ id, change }) => tell(account(id), accountMessages[change]),
  loginFailed: ({ via, address }) => tell(accountService, messageOf(qemuBmc, "LoginFailed", via, address)),
  loginsLocked: ({ seconds }) => tell(accountService, messageOf(qemuBmc, "LoginsLocked", `${seconds}`)),
  clockSet: ({ to }) => tell(manager, messageOf(qemuBmc, "ClockSet", dateTime(to))),
  certificateReplaced: () => tell(certificate, changed),
  networkProtocolChanged: () => tell(networkProtocol, changed),
  inventoryChanged: () => tell(chassis, changed),
  lanSettingsChanged: () => tell(managerEthernet, changed),
  lanSettingsFailed: ({ detail }) => tell(manager, messageOf(qemuBmc, "NetworkSettingsFailed", detail)),
  hypervisorLost: ({ detail }) => tell(system, messageOf(qemuBmc, "HypervisorLost", detail)),
  hypervisorFound: () => tell(system, messageOf(qemuBmc, "HypervisorFound")),
  sessionCreated: ({ sessionId }) => tell(session(sessionId), created),
  sessionEnded: ({ sessionId }) => tell(session(sessionId), removed),
  consoleOpened: ({ viewerId }) => tell(session(viewerId), created),
  consoleClosed: ({ viewerId }) => tell(session(viewerId), removed),
  consoleControlChanged: () => tell(system, changed),
  taskStarted: ({ id }) => tell(task(id), messageOf(taskEvent, "TaskStarted", id)),
  taskProgressed: ({ id, percent }) =>
    percent % progressStep === 0
      ? tell(task(id), messageOf(taskEvent, "TaskProgressChanged", id, `${percent}`))
      : [],
  taskEnded: ({ id, state }) => tell(task(id), messageOf(taskEvent, taskEnds[state], id)),
  bmcResetting: () => tell(manager, messageOf(heartbeatEvent, "RedfishServiceShuttingDown")),
};

export const serviceStarted = tell(manager, messageOf(heartbeatEvent, "RedfishServiceStarted"));
