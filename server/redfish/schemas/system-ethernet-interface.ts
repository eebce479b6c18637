import { Type } from "typebox";
import { link, links, named, status } from "../properties.ts";

/** Of a port that may be cut, or lead nowhere. */
export const linkStatus = Type.Enum(["LinkUp", "LinkDown", "NoLink"]);

export const systemEthernetInterfaceProperties = {
  ...named,
  Description: Type.Optional(Type.String()),
  EthernetInterfaceType: Type.Enum(["Physical"]),
  InterfaceEnabled: Type.Boolean(),
  LinkStatus: linkStatus,
  MACAddress: Type.String(),
  PermanentMACAddress: Type.String(),
  SpeedMbps: Type.Optional(Type.Integer()),
  FullDuplex: Type.Optional(Type.Boolean()),
  Status: status,
  Links: Type.Object({ Chassis: link, NetworkDeviceFunctions: links, Ports: links }),
};
