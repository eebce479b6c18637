import type { RestorePolicy } from "../../server/events/events.ts";
import type { BodyOf } from "../../server/redfish/properties.ts";
import type { accountServiceProperties } from "../../server/redfish/schemas/account-service.ts";
import type { computerSystemProperties } from "../../server/redfish/schemas/computer-system.ts";
import type { ethernetInterfaceProperties } from "../../server/redfish/schemas/ethernet-interface.ts";
import type { logEntryProperties } from "../../server/redfish/schemas/log-entry.ts";
import type { logServiceProperties } from "../../server/redfish/schemas/log-service.ts";
import type { managerProperties } from "../../server/redfish/schemas/manager.ts";
import type { managerAccountProperties } from "../../server/redfish/schemas/manager-account.ts";
import type { networkProtocolProperties } from "../../server/redfish/schemas/network-protocol.ts";
import type { sensorProperties } from "../../server/redfish/schemas/sensor.ts";
import type { softwareInventoryProperties } from "../../server/redfish/schemas/software-inventory.ts";

type SystemProperties = BodyOf<typeof computerSystemProperties>;
type BootMode = SystemProperties["Boot"]["BootSourceOverrideMode"];
export type ComputerSystem = SystemProperties & {
  readonly Boot: {
    /** Not every machine has both. */
    readonly "BootSourceOverrideMode@Redfish.AllowableValues": readonly BootMode[];
  };
};
export type Manager = BodyOf<typeof managerProperties>;
export type EthernetInterface = BodyOf<typeof ethernetInterfaceProperties>;
export type NetworkProtocol = BodyOf<typeof networkProtocolProperties>;
export type Sensor = BodyOf<typeof sensorProperties>;
export type LogService = BodyOf<typeof logServiceProperties>;
/** Of the event log, which knows these of every entry. */
export type LogEntry = BodyOf<typeof logEntryProperties> &
  Required<Pick<BodyOf<typeof logEntryProperties>, "Severity" | "Created">>;
export type SoftwareInventory = BodyOf<typeof softwareInventoryProperties>;
export type AccountService = BodyOf<typeof accountServiceProperties>;
export type ManagerAccount = BodyOf<typeof managerAccountProperties>;

/** A collection whose members are given themselves; one that this person may not read is only a reference. */
export interface Collection<T> {
  readonly "Members@odata.count": number;
  /** Where the next members are, when they are too many for one answer. */
  readonly "Members@odata.nextLink"?: string;
  readonly Members: readonly (T | Readonly<Record<"@odata.id", string>>)[];
}

/** The members of a collection that this person may read. */
export const readable = <T extends { readonly Id: string }>({ Members }: Collection<T>): readonly T[] =>
  Members.filter((member): member is T => "Id" in member);

/** The part of the BIOS attributes that says whether the consoles have something to show. */
export interface Bios {
  readonly Attributes: { readonly VideoAdapter: string; readonly SerialPort: string };
}

export type ControlChange = "Ask" | "Take" | "Give" | "Keep" | "Release";

export interface VirtualMedia {
  readonly Image: string | null;
  readonly ImageName: string | null;
  readonly Inserted: boolean;
  readonly WriteProtected: boolean;
  readonly ConnectedVia: "NotConnected" | "URI" | "Applet";
}

export const mediaUri = (slot: string): string => `redfish/v1/Systems/1/VirtualMedia/${slot}`;
export const systemUri = "redfish/v1/Systems/1";
export const resetUri = `${systemUri}/Actions/ComputerSystem.Reset`;
/** Of a login, or of a console that somebody has open. */
export const sessionUri = (id: string): string => `redfish/v1/SessionService/Sessions/${id}`;
export const consoleControlUri = `${systemUri}/Actions/Oem/QemuBmc.ChangeConsoleControl`;
export const biosUri = `${systemUri}/Bios`;
export const biosSettingsUri = `${biosUri}/Settings`;
export const screenshotUri = `${systemUri}/Oem/QemuBmc/Screenshot`;
export const firmwareInventoryUri = "redfish/v1/UpdateService/FirmwareInventory";
export const typeTextUri = `${systemUri}/Actions/Oem/QemuBmc.TypeText`;
export const pressKeysUri = `${systemUri}/Actions/Oem/QemuBmc.PressKeys`;
export const taskUri = (id: string): string => `redfish/v1/TaskService/Tasks/${id}`;
export const managerUri = "redfish/v1/Managers/1";
export const managerResetUri = `${managerUri}/Actions/Manager.Reset`;
export const ethernetInterfaceUri = `${managerUri}/EthernetInterfaces/1`;
export const networkProtocolUri = `${managerUri}/NetworkProtocol`;
export const sensorsUri = "redfish/v1/Chassis/1/Sensors";
export const logServiceUri = `${systemUri}/LogServices/EventLog`;
export const clearLogUri = `${logServiceUri}/Actions/LogService.ClearLog`;
export const logEntriesUri = `${logServiceUri}/Entries`;
export const accountServiceUri = "redfish/v1/AccountService";
export const accountsUri = `${accountServiceUri}/Accounts`;
export const serialRecordUri = `${systemUri}/LogServices/Serial/Record`;

export const restorePolicyNames: Record<RestorePolicy, string> = {
  "always-off": "AlwaysOff",
  previous: "LastState",
  "always-on": "AlwaysOn",
};
