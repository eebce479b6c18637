import { Type } from "typebox";
import { link, links, named, powerState, status } from "../properties.ts";

export const managerProperties = {
  ...named,
  ManagerType: Type.Enum(["BMC"]),
  Manufacturer: Type.String(),
  Model: Type.String(),
  FirmwareVersion: Type.String(),
  UUID: Type.String(),
  ServiceEntryPointUUID: Type.String(),
  DateTime: Type.String(),
  DateTimeLocalOffset: Type.String(),
  PowerState: powerState,
  Status: status,
  GraphicalConsole: Type.Object({
    ServiceEnabled: Type.Boolean(),
    ConnectTypesSupported: Type.Array(Type.Enum(["KVMIP"])),
  }),
  NetworkProtocol: link,
  EthernetInterfaces: link,
  VirtualMedia: Type.Optional(link),
  Links: Type.Object({ ManagerForServers: links, ManagerForChassis: links, ManagerInChassis: link }),
};
