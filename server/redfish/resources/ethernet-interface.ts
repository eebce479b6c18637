import { hostname } from "node:os";
import { type Static, Type } from "typebox";
import { isHostAddress, netmaskOf, noAddress, prefixLengthOf } from "../../bmc/ipv4.ts";
import type { Ipv4, Ipv6Address, Vlan } from "../../bmc/lan-settings.ts";
import { RedfishError } from "../errors.ts";
import { about } from "../message.ts";
import { patch, resource } from "../resource.ts";
import {
  ethernetInterfaceProperties,
  ipv4StaticAddress,
  type ipv6Address,
  macAddress,
  vlan,
} from "../schemas/ethernet-interface.ts";
import { ofProperties } from "../vocabulary.ts";

type Ipv6View = Static<typeof ipv6Address>;

const origins: Record<Ipv6Address["origin"], Ipv6View["AddressOrigin"]> = {
  static: "Static",
  dynamic: "SLAAC",
  linkLocal: "LinkLocal",
};
const states: Record<Ipv6Address["state"], Ipv6View["AddressState"]> = {
  active: "Preferred",
  pending: "Tentative",
  failed: "Failed",
  deprecated: "Deprecated",
};

const ipv4View = ({ address, prefixLength, gateway }: Ipv4): Static<typeof ipv4StaticAddress> => ({
  Address: address,
  SubnetMask: netmaskOf(prefixLength),
  ...(gateway !== noAddress && { Gateway: gateway }),
});

const ipv6View = ({ address, prefixLength, origin, state }: Ipv6Address): Ipv6View => ({
  Address: address,
  PrefixLength: prefixLength,
  AddressOrigin: origins[origin],
  AddressState: states[state],
});

/** As in all arrays of objects, `{}` keeps the entry and `null` removes it (DSP0266, "Array modification"). */
const staticAddresses = Type.Array(Type.Union([Type.Null(), Type.Partial(ipv4StaticAddress)]), {
  maxItems: 1,
});

const vlanChanges = Type.Partial(vlan);

function refuseFormat(pointer: string, value: string): never {
  const name = pointer.split("/").at(-1) ?? "";
  throw new RedfishError(400, about(pointer, ofProperties.format(value, name)));
}

/** @throws RedfishError for what no interface can have; undefined leaves the address to container or host */
function ipv4Change([entry]: Static<typeof staticAddresses>): Partial<Ipv4> | undefined {
  if (!entry) return undefined;
  const { Address: address, SubnetMask: netmask, Gateway: gateway } = entry;
  const pointer = "/IPv4StaticAddresses/0";
  if (address !== undefined && !isHostAddress(address)) refuseFormat(`${pointer}/Address`, address);
  if (gateway !== undefined && gateway !== noAddress && !isHostAddress(gateway)) {
    refuseFormat(`${pointer}/Gateway`, gateway);
  }
  const prefixLength = netmask === undefined ? undefined : prefixLengthOf(netmask);
  if (netmask !== undefined && !prefixLength) refuseFormat(`${pointer}/SubnetMask`, netmask);
  return {
    ...(address !== undefined && { address }),
    ...(gateway !== undefined && { gateway }),
    ...(prefixLength !== undefined && { prefixLength }),
  };
}

/** @throws RedfishError for a VLAN that would be enabled without a number */
function vlanChange(now: Vlan, changes: Static<typeof vlanChanges>): Vlan {
  const {
    VLANEnable: enabled = now.enabled,
    VLANId: id = now.id,
    VLANPriority: priority = now.priority,
  } = changes;
  if (enabled && id === 0)
    throw new RedfishError(400, about("/VLAN/VLANId", ofProperties.outOfRange("0", "VLANId")));
  return { enabled, id, priority };
}

/** The BMC's network interface; what is set here is what IPMI's LAN configuration parameters show. */
export const ethernetInterface = resource<typeof ethernetInterfaceProperties>({
  type: "EthernetInterface.v1_12_4.EthernetInterface",
  uri: "/redfish/v1/Managers/:ManagerId/EthernetInterfaces/:EthernetInterfaceId",
  privilege: "Login",
  collection: { name: "Ethernet Interface Collection", members: () => ["1"] },
  properties: ethernetInterfaceProperties,
  read({ lanSettings }, { id }) {
    const { ipv4, mac, vlan, ipv6, ipv6Router, linkIsUp, isStatic } = lanSettings.view();
    return {
      Id: id,
      Name: "Manager Ethernet Interface",
      InterfaceEnabled: true,
      LinkStatus: linkIsUp ? "LinkUp" : "LinkDown",
      Status: { State: "Enabled", Health: linkIsUp ? "OK" : "Critical" },
      MACAddress: mac,
      HostName: hostname(),
      DHCPv4: { DHCPEnabled: false },
      DHCPv6: { OperatingMode: "Disabled" },
      IPv4Addresses: ipv4.address === noAddress ? [] : [{ ...ipv4View(ipv4), AddressOrigin: "Static" }],
      IPv4StaticAddresses: isStatic ? [ipv4View(ipv4)] : [],
      IPv6Addresses: ipv6.map(ipv6View),
      ...(ipv6Router !== undefined && { IPv6DefaultGateway: ipv6Router }),
      VLAN: { VLANEnable: vlan.enabled, VLANId: vlan.id, VLANPriority: vlan.priority },
    };
  },
  patch: patch({
    privilege: "ConfigureManager",
    properties: {
      IPv4StaticAddresses: Type.Optional(staticAddresses),
      MACAddress: Type.Optional(macAddress),
      VLAN: Type.Optional(vlanChanges),
    },
    handle({ lanSettings }, { IPv4StaticAddresses: addresses, MACAddress: mac, VLAN }, { origin }) {
      const ipv4 = addresses && ipv4Change(addresses);
      const vlan = VLAN && vlanChange(lanSettings.view().vlan, VLAN);
      if (ipv4) lanSettings.setIpv4(ipv4, origin);
      else if (addresses) lanSettings.releaseIpv4(origin);
      if (mac !== undefined) lanSettings.setMac(mac.toLowerCase(), origin);
      if (vlan) lanSettings.setVlan(vlan, origin);
    },
  }),
});
