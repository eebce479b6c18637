import type { Static } from "typebox";
import type { Hardware, PciFunction } from "../../machine/hardware.ts";
import type { RedfishContext } from "../context.ts";
import { resource } from "../resource.ts";
import { type deviceClass, pcieDeviceProperties, pcieFunctionProperties } from "../schemas/pcie-device.ts";
import { partLinks, partStatus, pcieDeviceId, pcieDeviceIds } from "./hardware-links.ts";

const uri = "/redfish/v1/Chassis/:ChassisId/PCIeDevices/:PCIeDeviceId";

/** In the order of PCI's base classes, from 00h on. */
const classes: readonly Static<typeof deviceClass>[] = [
  "UnclassifiedDevice",
  "MassStorageController",
  "NetworkController",
  "DisplayController",
  "MultimediaController",
  "MemoryController",
  "Bridge",
  "CommunicationController",
  "GenericSystemPeripheral",
  "InputDeviceController",
  "DockingStation",
  "Processor",
  "SerialBusController",
  "WirelessController",
  "IntelligentController",
  "SatelliteCommunicationsController",
  "EncryptionController",
  "SignalProcessingController",
  "ProcessingAccelerators",
  "NonEssentialInstrumentation",
];
const otherClasses: Readonly<Record<number, Static<typeof deviceClass>>> = {
  64: "Coprocessor",
  255: "UnassignedClass",
};

function classOf(fn: PciFunction): Static<typeof deviceClass> {
  const baseClass = fn.class >> 8;
  return classes[baseClass] ?? otherClasses[baseClass] ?? "Other";
}

const functionsAt = (
  { machine }: RedfishContext,
  parameters: Readonly<Record<string, string>>,
): readonly PciFunction[] =>
  (machine.hardware.parts.pciFunctions ?? []).filter(fn => pcieDeviceId(fn) === parameters.PCIeDeviceId);

const nameOf = ({ name, device, ...fn }: PciFunction): string =>
  [name ?? classOf(fn), ...(device === undefined ? [] : [device])].join(" ");

export const pcieDevice = resource<typeof pcieDeviceProperties>({
  type: "PCIeDevice.v1_21_0.PCIeDevice",
  uri,
  privilege: "Login",
  collection: {
    name: "PCIe Device Collection",
    members: ({ machine }) => pcieDeviceIds(machine.hardware.parts),
  },
  properties: pcieDeviceProperties,
  read(context, { id, uri, parameters }) {
    const [first, ...others] = functionsAt(context, parameters);
    if (!first) return undefined;
    return {
      Id: id,
      Name: nameOf(first),
      DeviceType: others.length > 0 ? "MultiFunction" : "SingleFunction",
      Status: partStatus(context.machine.powerState),
      PCIeFunctions: { "@odata.id": `${uri}/PCIeFunctions` },
      Links: { Chassis: [partLinks.chassis] },
    };
  },
});

const hex = (number: number, digits: number): string =>
  `0x${number.toString(16).toUpperCase().padStart(digits, "0")}`;

function subsystem({ subsystemVendor, subsystem }: PciFunction) {
  return {
    ...(subsystemVendor !== undefined && { SubsystemVendorId: hex(subsystemVendor, 4) }),
    ...(subsystem !== undefined && { SubsystemId: hex(subsystem, 4) }),
  };
}

/** The parts that this function is. */
function partsOf({ networkCards, drives }: Hardware, { device }: PciFunction) {
  const isThis = (part: { readonly pciDevice?: string }): boolean =>
    device !== undefined && part.pciDevice === device;
  const cards = networkCards.filter(isThis).map(({ id }) => id);
  const behind = drives.filter(({ controller }) => isThis(controller));
  return {
    EthernetInterfaces: cards.map(partLinks.ethernetInterface),
    NetworkDeviceFunctions: cards.map(partLinks.networkDeviceFunction),
    Drives: behind.map(({ id }) => partLinks.drive(id)),
  };
}

export const pcieFunction = resource<typeof pcieFunctionProperties>({
  type: "PCIeFunction.v1_7_0.PCIeFunction",
  uri: `${uri}/PCIeFunctions/:PCIeFunctionId`,
  privilege: "Login",
  collection: {
    name: "PCIe Function Collection",
    members: (context, parameters) => functionsAt(context, parameters).map(fn => `${fn.function}`),
  },
  properties: pcieFunctionProperties,
  read(context, { id, parameters }) {
    const found = functionsAt(context, parameters).find(fn => `${fn.function}` === id);
    if (!found) return undefined;
    return {
      Id: id,
      Name: nameOf(found),
      FunctionId: found.function,
      FunctionType: "Physical",
      DeviceClass: classOf(found),
      VendorId: hex(found.vendor, 4),
      DeviceId: hex(found.product, 4),
      ...subsystem(found),
      BusNumber: hex(found.bus, 2),
      DeviceNumber: hex(found.slot, 2),
      FunctionNumber: hex(found.function, 1),
      Status: partStatus(context.machine.powerState),
      Links: {
        PCIeDevice: partLinks.pcieDevice(pcieDeviceId(found)),
        ...partsOf(context.machine.hardware.parts, found),
      },
    };
  },
});
