import { Type } from "typebox";
import { named, status } from "../properties.ts";

const octet = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const ipv4Text = Type.String({ pattern: `^${octet}(\\.${octet}){3}$` });

const ipv4 = { Address: ipv4Text, SubnetMask: ipv4Text, Gateway: Type.Optional(ipv4Text) };
const ipv4Address = Type.Object({ ...ipv4, AddressOrigin: Type.Enum(["Static"]) });
export const ipv4StaticAddress = Type.Object(ipv4);

export const ipv6Address = Type.Object({
  Address: Type.String(),
  PrefixLength: Type.Integer(),
  AddressOrigin: Type.Enum(["Static", "SLAAC", "LinkLocal"]),
  AddressState: Type.Enum(["Preferred", "Deprecated", "Tentative", "Failed"]),
});

/** Of a station, not of a group. */
export const macAddress = Type.String({ pattern: "^[0-9A-Fa-f][02468ACEace](:[0-9A-Fa-f]{2}){5}$" });

export const vlan = Type.Object({
  VLANEnable: Type.Boolean(),
  VLANId: Type.Integer({ minimum: 0, maximum: 4094 }),
  VLANPriority: Type.Integer({ minimum: 0, maximum: 7 }),
});

export const ethernetInterfaceProperties = {
  ...named,
  InterfaceEnabled: Type.Boolean(),
  LinkStatus: Type.Enum(["LinkUp", "LinkDown"]),
  Status: status,
  MACAddress: Type.String(),
  HostName: Type.String(),
  DHCPv4: Type.Object({ DHCPEnabled: Type.Boolean() }),
  DHCPv6: Type.Object({ OperatingMode: Type.Enum(["Disabled"]) }),
  IPv4Addresses: Type.Array(ipv4Address),
  IPv4StaticAddresses: Type.Array(ipv4StaticAddress),
  IPv6Addresses: Type.Array(ipv6Address),
  IPv6DefaultGateway: Type.Optional(Type.String()),
  VLAN: vlan,
};
