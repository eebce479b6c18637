import type { PowerState } from "../../events/events.ts";
import type { Hardware, PciFunction, Processor } from "../../machine/hardware.ts";
import { linkTo } from "../properties.ts";
import { powerView } from "./power-view.ts";

const system = "/redfish/v1/Systems/1";
const chassis = "/redfish/v1/Chassis/1";

/** Where the parts of the machine are, by their ids; all of them are in its one chassis. */
export const partLinks = {
  chassis: linkTo(chassis),
  processor: (id: string) => linkTo(`${system}/Processors/${id}`),
  memory: (id: string) => linkTo(`${system}/Memory/${id}`),
  ethernetInterface: (card: string) => linkTo(`${system}/EthernetInterfaces/${card}`),
  networkAdapter: (card: string) => linkTo(`${chassis}/NetworkAdapters/${card}`),
  networkPorts: (card: string) => linkTo(`${chassis}/NetworkAdapters/${card}/Ports`),
  networkPort: (card: string) => linkTo(`${chassis}/NetworkAdapters/${card}/Ports/1`),
  networkDeviceFunctions: (card: string) =>
    linkTo(`${chassis}/NetworkAdapters/${card}/NetworkDeviceFunctions`),
  networkDeviceFunction: (card: string) =>
    linkTo(`${chassis}/NetworkAdapters/${card}/NetworkDeviceFunctions/1`),
  storage: linkTo(`${system}/Storage/1`),
  simpleStorage: linkTo(`${system}/SimpleStorage/1`),
  storageController: (id: string) => linkTo(`${system}/Storage/1/Controllers/${id}`),
  volume: (drive: string) => linkTo(`${system}/Storage/1/Volumes/${drive}`),
  drive: (id: string) => linkTo(`${chassis}/Drives/${id}`),
  trustedComponent: (id: string) => linkTo(`${chassis}/TrustedComponents/${id}`),
  pcieDevice: (id: string) => linkTo(`${chassis}/PCIeDevices/${id}`),
  pcieFunction: (fn: PciFunction) =>
    linkTo(`${chassis}/PCIeDevices/${pcieDeviceId(fn)}/PCIeFunctions/${fn.function}`),
};

export const processorId = ({ socket }: Processor): string => `CPU${socket}`;

/** Bus and slot, as lspci writes them but for the colon: "00-1f". */
export const pcieDeviceId = ({ bus, slot }: Pick<PciFunction, "bus" | "slot">): string =>
  [bus, slot].map(number => number.toString(16).padStart(2, "0")).join("-");

export const pcieDeviceIds = ({ pciFunctions = [] }: Hardware): readonly string[] => [
  ...new Set(pciFunctions.map(pcieDeviceId)),
];

/** What is in the chassis. */
export const chassisParts = (parts: Hardware) => ({
  Processors: parts.processors.map(each => partLinks.processor(processorId(each))),
  Storage: [partLinks.storage],
  Drives: parts.drives.map(({ id }) => partLinks.drive(id)),
});

/** The PCI function that a card or a controller is. */
export const functionsOf = (
  { pciFunctions = [] }: Hardware,
  { pciDevice }: { readonly pciDevice?: string },
): readonly PciFunction[] =>
  pciDevice === undefined ? [] : pciFunctions.filter(({ device }) => device === pciDevice);

/** Parts are as awake as the machine is, and none of them ever fails. */
export const partStatus = (powerState: PowerState) =>
  ({ State: powerView(powerState).Status.State, Health: "OK" }) as const;
