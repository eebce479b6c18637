import type { Static } from "typebox";
import type { BodyOf } from "../../server/redfish/properties.ts";
import type { bootOptionProperties } from "../../server/redfish/schemas/boot-option.ts";
import type { certificateProperties } from "../../server/redfish/schemas/certificate.ts";
import type { chassisProperties } from "../../server/redfish/schemas/chassis.ts";
import type { memoryProperties } from "../../server/redfish/schemas/memory.ts";
import type { messageObject } from "../../server/redfish/schemas/message.ts";
import type { messageRegistryFileProperties } from "../../server/redfish/schemas/message-registry-file.ts";
import type { networkAdapterProperties } from "../../server/redfish/schemas/network-adapter.ts";
import type {
  pcieDeviceProperties,
  pcieFunctionProperties,
} from "../../server/redfish/schemas/pcie-device.ts";
import type { processorProperties } from "../../server/redfish/schemas/processor.ts";
import type {
  secureBootDatabaseProperties,
  secureBootProperties,
} from "../../server/redfish/schemas/secure-boot.ts";
import type { softwareInventoryProperties } from "../../server/redfish/schemas/software-inventory.ts";
import type { driveProperties } from "../../server/redfish/schemas/storage.ts";
import type { systemEthernetInterfaceProperties } from "../../server/redfish/schemas/system-ethernet-interface.ts";
import type { taskProperties } from "../../server/redfish/schemas/task.ts";
import type { trustedComponentProperties } from "../../server/redfish/schemas/trusted-component.ts";
import { systemUri } from "./resources.ts";

/** An attribute's value, of the type that the registry says. */
export type AttributeValue = string | number;

/** Of the attributes as they are, and of those that the next start takes. */
export interface Bios {
  readonly AttributeRegistry: string;
  readonly Attributes: Readonly<Record<string, AttributeValue>>;
  readonly ResetBiosToDefaultsPending?: boolean;
  readonly "@Redfish.Settings"?: {
    /** When settings were taken last, and what came of it. */
    readonly Time?: string;
    readonly Messages?: readonly Static<typeof messageObject>[];
  };
}

export type BootOption = BodyOf<typeof bootOptionProperties>;
export type SecureBoot = BodyOf<typeof secureBootProperties>;
export type SecureBootDatabase = BodyOf<typeof secureBootDatabaseProperties>;
export type Certificate = BodyOf<typeof certificateProperties>;
export type Chassis = BodyOf<typeof chassisProperties>;
export type Processor = BodyOf<typeof processorProperties>;
export type Memory = BodyOf<typeof memoryProperties>;
export type Drive = BodyOf<typeof driveProperties>;
export type TrustedComponent = BodyOf<typeof trustedComponentProperties>;
export type PcieFunction = BodyOf<typeof pcieFunctionProperties>;
export type PcieDevice = Omit<BodyOf<typeof pcieDeviceProperties>, "PCIeFunctions"> & {
  readonly PCIeFunctions: { readonly Members: readonly PcieFunction[] };
};
export type SystemEthernetInterface = BodyOf<typeof systemEthernetInterfaceProperties>;
export type NetworkAdapter = BodyOf<typeof networkAdapterProperties>;
export type SoftwareInventory = BodyOf<typeof softwareInventoryProperties>;
export type Task = BodyOf<typeof taskProperties>;
export type MessageRegistryFile = BodyOf<typeof messageRegistryFileProperties>;

/** The attribute registry of DSP2046, as far as this BMC uses it. */
export interface AttributeRegistry {
  readonly RegistryEntries: {
    readonly Attributes: readonly RegistryAttribute[];
    readonly Menus: readonly RegistryMenu[];
  };
}

interface RegistryMenu {
  readonly MenuName: string;
  readonly DisplayName: string;
  readonly MenuPath: string;
}

interface AttributeTexts {
  readonly AttributeName: string;
  readonly DisplayName: string;
  readonly HelpText: string;
  readonly MenuPath: string;
  readonly DefaultValue: AttributeValue;
}

export type RegistryAttribute = AttributeTexts &
  (
    | {
        readonly Type: "Enumeration";
        readonly Value: readonly { readonly ValueName: string; readonly ValueDisplayName: string }[];
      }
    | { readonly Type: "Integer"; readonly LowerBound?: number; readonly UpperBound?: number }
  );

export const biosUri = `${systemUri}/Bios`;
export const biosSettingsUri = `${biosUri}/Settings`;
export const resetBiosUri = `${biosUri}/Actions/Bios.ResetBios`;
export const registriesUri = "redfish/v1/Registries";
export const bootOptionsUri = `${systemUri}/BootOptions`;
export const secureBootUri = `${systemUri}/SecureBoot`;
export const secureBootDatabasesUri = `${secureBootUri}/SecureBootDatabases`;
export const resetKeysUri = `${secureBootUri}/Actions/SecureBoot.ResetKeys`;
export const chassisUri = "redfish/v1/Chassis/1";
export const processorsUri = `${systemUri}/Processors`;
export const memoryUri = `${systemUri}/Memory`;
export const drivesUri = `${chassisUri}/Drives`;
export const trustedComponentsUri = `${chassisUri}/TrustedComponents`;
export const pcieDevicesUri = `${chassisUri}/PCIeDevices`;
export const systemEthernetUri = `${systemUri}/EthernetInterfaces`;
export const networkAdaptersUri = `${chassisUri}/NetworkAdapters`;
const updateServiceUri = "redfish/v1/UpdateService";
export const firmwareInventoryUri = `${updateServiceUri}/FirmwareInventory`;
export const softwareInventoryUri = `${updateServiceUri}/SoftwareInventory`;
export const simpleUpdateUri = `${updateServiceUri}/Actions/UpdateService.SimpleUpdate`;
/** Where a file is pushed to (DSP0266, "Multipart HTTP push updates"). */
export const multipartPushUri = `${updateServiceUri}/update-multipart`;
export const uefiFirmwareUri = `${firmwareInventoryUri}/UEFI`;
/** What was sent in place of the installed firmware; deleting it brings that back. */
export const uefiReplacementUri = `${firmwareInventoryUri}/UEFIReplacement`;
export const tasksUri = "redfish/v1/TaskService/Tasks";
