import { Type } from "typebox";
import { link, links, named, status } from "../properties.ts";
import { linkStatus } from "./system-ethernet-interface.ts";

export const networkAdapterProperties = {
  ...named,
  Model: Type.Optional(Type.String()),
  Status: status,
  Ports: link,
  NetworkDeviceFunctions: link,
  Controllers: Type.Array(
    Type.Object({
      Links: Type.Object({ NetworkDeviceFunctions: links, PCIeDevices: links, Ports: links }),
    }),
  ),
};

export const networkPortProperties = {
  ...named,
  PortId: Type.String(),
  PortProtocol: Type.Enum(["Ethernet"]),
  LinkNetworkTechnology: Type.Enum(["Ethernet"]),
  InterfaceEnabled: Type.Boolean(),
  LinkStatus: linkStatus,
  CurrentSpeedGbps: Type.Optional(Type.Number()),
  Ethernet: Type.Object({ AssociatedMACAddresses: Type.Array(Type.String()) }),
  Status: status,
  Links: Type.Object({ EthernetInterfaces: links }),
};

export const networkDeviceFunctionProperties = {
  ...named,
  NetDevFuncType: Type.Enum(["Ethernet"]),
  NetDevFuncCapabilities: Type.Array(Type.Enum(["Ethernet"])),
  Ethernet: Type.Object({ MACAddress: Type.String(), PermanentMACAddress: Type.String() }),
  AssignablePhysicalNetworkPorts: links,
  Status: status,
  Links: Type.Object({
    EthernetInterfaces: links,
    PhysicalNetworkPortAssignment: link,
    PCIeFunction: Type.Optional(link),
  }),
};

export const networkInterfaceProperties = {
  ...named,
  Status: status,
  Ports: link,
  NetworkDeviceFunctions: link,
  Links: Type.Object({ NetworkAdapter: link }),
};
