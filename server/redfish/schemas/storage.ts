import { Type } from "typebox";
import { link, links, named, status } from "../properties.ts";

export const driveProtocol = Type.Enum(["PCIe", "NVMe", "SATA", "SAS", "USB"]);
export const mediaType = Type.Enum(["HDD", "SSD"]);

export const storageProperties = {
  ...named,
  Status: status,
  Controllers: link,
  Drives: links,
  Volumes: link,
  Links: Type.Object({ Enclosures: links, SimpleStorage: link }),
};

export const storageControllerProperties = {
  ...named,
  Model: Type.Optional(Type.String()),
  SupportedDeviceProtocols: Type.Array(driveProtocol),
  SupportedRAIDTypes: Type.Array(Type.Enum(["None"])),
  Status: status,
  Links: Type.Object({ AttachedVolumes: links, PCIeFunctions: links }),
};

export const driveProperties = {
  ...named,
  Model: Type.Optional(Type.String()),
  SerialNumber: Type.Optional(Type.String()),
  CapacityBytes: Type.Integer(),
  BlockSizeBytes: Type.Optional(Type.Integer()),
  Protocol: driveProtocol,
  MediaType: Type.Union([mediaType, Type.Null()]),
  RotationSpeedRPM: Type.Optional(Type.Integer()),
  Status: status,
  Links: Type.Object({ Chassis: link, Storage: link, Volumes: links, PCIeFunctions: links }),
};

export const volumeProperties = {
  ...named,
  RAIDType: Type.Enum(["None"]),
  CapacityBytes: Type.Integer(),
  BlockSizeBytes: Type.Optional(Type.Integer()),
  Status: status,
  Links: Type.Object({ Drives: links, Controllers: links }),
};

/** What a client says of a volume that it wants. */
export const volumeWishes = {
  Name: Type.Optional(Type.String()),
  RAIDType: Type.Optional(Type.Enum(["None"])),
  CapacityBytes: Type.Optional(Type.Integer({ minimum: 1 })),
  Links: Type.Object({ Drives: links }),
  "@Redfish.OperationApplyTime": Type.Optional(Type.Enum(["Immediate"])),
};

export const simpleStorageProperties = {
  ...named,
  Status: status,
  Devices: Type.Array(
    Type.Object({
      Name: Type.String(),
      Model: Type.Optional(Type.String()),
      CapacityBytes: Type.Integer(),
      Status: status,
    }),
  ),
  Links: Type.Object({ Chassis: link, Storage: link }),
};
