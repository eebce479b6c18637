import { Type } from "typebox";
import { oemTypes } from "../oem.ts";
import { link, links, named, powerState, status } from "../properties.ts";

export const managerProperties = {
  ...named,
  ManagerType: Type.Enum(["BMC"]),
  Manufacturer: Type.String(),
  Model: Type.String(),
  FirmwareVersion: Type.String(),
  UUID: Type.String(),
  ServiceEntryPointUUID: Type.String(),
  ServiceIdentification: Type.String(),
  DateTime: Type.String(),
  DateTimeLocalOffset: Type.String(),
  LastResetTime: Type.String(),
  PowerState: powerState,
  Status: status,
  GraphicalConsole: Type.Object({
    ServiceEnabled: Type.Boolean(),
    ConnectTypesSupported: Type.Array(Type.Enum(["KVMIP"])),
  }),
  CommandShell: Type.Object({
    ServiceEnabled: Type.Boolean(),
    MaxConcurrentSessions: Type.Integer(),
    ConnectTypesSupported: Type.Array(Type.Enum(["SSH"])),
  }),
  LogServices: link,
  NetworkProtocol: link,
  EthernetInterfaces: link,
  ManagerDiagnosticData: link,
  VirtualMedia: Type.Optional(link),
  SerialConsole: Type.Optional(
    Type.Object({
      ServiceEnabled: Type.Boolean(),
      MaxConcurrentSessions: Type.Integer(),
      ConnectTypesSupported: Type.Array(Type.Enum(["IPMI", "SSH"])),
    }),
  ),
  Oem: Type.Object({ QemuBmc: oemTypes.Manager }),
  Links: Type.Object({ ManagerForServers: links, ManagerForChassis: links, ManagerInChassis: link }),
};
