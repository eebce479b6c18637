import { Type } from "typebox";
import { link, links, named, status } from "../properties.ts";

export const deviceClass = Type.Enum([
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
  "Coprocessor",
  "UnassignedClass",
  "Other",
]);

export const pcieDeviceProperties = {
  ...named,
  DeviceType: Type.Enum(["SingleFunction", "MultiFunction"]),
  Status: status,
  PCIeFunctions: link,
  Links: Type.Object({ Chassis: links }),
};

export const pcieFunctionProperties = {
  ...named,
  FunctionId: Type.Integer(),
  FunctionType: Type.Enum(["Physical"]),
  DeviceClass: deviceClass,
  VendorId: Type.String(),
  DeviceId: Type.String(),
  SubsystemVendorId: Type.Optional(Type.String()),
  SubsystemId: Type.Optional(Type.String()),
  BusNumber: Type.String(),
  DeviceNumber: Type.String(),
  FunctionNumber: Type.String(),
  Status: status,
  Links: Type.Object({
    PCIeDevice: link,
    EthernetInterfaces: links,
    NetworkDeviceFunctions: links,
    Drives: links,
  }),
};
