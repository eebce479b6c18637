import { isHostAddress, netmaskOf, noAddress, prefixLengthOf } from "../../../bmc/ipv4.ts";
import type { CommandContext } from "../../command.ts";
import { ipv4Address, macAddress } from "../../layout/addresses.ts";
import { bit, bits, byte, choice } from "../../layout/byte.ts";
import { u8, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, type Refusal, refuse } from "../../message/completion-code.ts";
import { parameter } from "../../parameter.ts";

const noMac = "00:00:00:00:00:00";
const invalid = (): Refusal => refuse(CompletionCode.InvalidDataField);
const timeToLive = 64;
const rmcpPort = 623;
const secureRmcpPort = 664;
const highestVlan = 4094;

/** The address that the request came to tells which of the host's interfaces is meant. */
const viewOf = ({ lanSettings, session }: CommandContext) => lanSettings.view(session?.peer.localAddress);

const isStationMac = (mac: string): boolean =>
  mac !== noMac && (Number.parseInt(mac.slice(0, 2), 16) & 1) === 0;

/** IPv4, MAC and VLAN: the interface's own settings, and how it answers ARP. */
export const lanAddressParameters = [
  parameter({
    selector: 3,
    name: "IP Address",
    layout: layout({ address: ipv4Address }),
    get: context => viewOf(context).ipv4,
    set({ lanSettings, origin, session }, { address }) {
      if (!isHostAddress(address)) return invalid();
      lanSettings.setIpv4({ address }, origin, session?.peer.localAddress);
      return undefined;
    },
  }),
  parameter({
    selector: 4,
    name: "IP Address Source",
    layout: layout({
      source: byte({ of: choice(3, 0, { unspecified: 0, static: 1, dhcp: 2, bios: 3, other: 4 }) }),
    }),
    get: context => ({ source: { of: viewOf(context).isStatic ? "static" : "other" } }),
    // DHCP is the business of whoever made the container's interface.
    set({ lanSettings, origin, session }, { source }) {
      if (source.of === "static") lanSettings.setIpv4({}, origin, session?.peer.localAddress);
      else if (source.of === "other") lanSettings.releaseIpv4(origin);
      else return invalid();
      return undefined;
    },
  }),
  parameter({
    selector: 5,
    name: "MAC Address",
    layout: layout({ mac: macAddress }),
    get: context => viewOf(context),
    set({ lanSettings, origin }, { mac }) {
      if (!isStationMac(mac)) return invalid();
      lanSettings.setMac(mac, origin);
      return undefined;
    },
  }),
  parameter({
    selector: 6,
    name: "Subnet Mask",
    layout: layout({ netmask: ipv4Address }),
    get: context => ({ netmask: netmaskOf(viewOf(context).ipv4.prefixLength) }),
    set({ lanSettings, origin, session }, { netmask }) {
      const prefixLength = prefixLengthOf(netmask);
      if (!prefixLength) return invalid();
      lanSettings.setIpv4({ prefixLength }, origin, session?.peer.localAddress);
      return undefined;
    },
  }),
  parameter({
    selector: 7,
    name: "IPv4 Header Parameters",
    layout: layout({
      timeToLive: u8,
      flags: byte({ dontFragment: bit(6) }),
      service: byte({ precedence: bits(7, 5), type: bits(4, 1) }),
    }),
    get: () => ({ timeToLive, flags: { dontFragment: true }, service: { precedence: 0, type: 0 } }),
  }),
  parameter({
    selector: 8,
    name: "Primary RMCP Port Number",
    layout: layout({ port: u16 }),
    get: ({ serialOverLan }) => ({ port: serialOverLan.port || rmcpPort }),
  }),
  parameter({
    selector: 9,
    name: "Secondary RMCP Port Number",
    layout: layout({ port: u16 }),
    get: () => ({ port: secureRmcpPort }),
  }),
  parameter({
    selector: 10,
    name: "BMC-generated ARP Control",
    layout: layout({ arp: byte({ responds: bit(1), gratuitous: bit(0) }) }),
    get: () => ({ arp: { responds: true, gratuitous: false } }),
    // The kernel answers ARP, and nobody else may.
    set: (_context, { arp }) => (arp.responds && !arp.gratuitous ? undefined : invalid()),
  }),
  parameter({
    selector: 11,
    name: "Gratuitous ARP Interval",
    layout: layout({ interval: u8 }),
    get: () => ({ interval: 0 }),
  }),
  parameter({
    selector: 12,
    name: "Default Gateway Address",
    layout: layout({ gateway: ipv4Address }),
    get: context => viewOf(context).ipv4,
    set({ lanSettings, origin, session }, { gateway }) {
      if (gateway !== noAddress && !isHostAddress(gateway)) return invalid();
      lanSettings.setIpv4({ gateway }, origin, session?.peer.localAddress);
      return undefined;
    },
  }),
  parameter({
    selector: 13,
    name: "Default Gateway MAC Address",
    layout: layout({ mac: macAddress }),
    get: context => ({ mac: viewOf(context).gatewayMac ?? noMac }),
  }),
  parameter({
    selector: 14,
    name: "Backup Gateway Address",
    layout: layout({ gateway: ipv4Address }),
    get: () => ({ gateway: noAddress }),
  }),
  parameter({
    selector: 15,
    name: "Backup Gateway MAC Address",
    layout: layout({ mac: macAddress }),
    get: () => ({ mac: noMac }),
  }),
  parameter({
    selector: 20,
    name: "802.1q VLAN ID",
    layout: layout({ low: u8, high: byte({ enabled: bit(7), id: bits(3, 0) }) }),
    get(context) {
      const { id, enabled } = viewOf(context).vlan;
      return { low: id & 0xff, high: { enabled, id: id >> 8 } };
    },
    set({ lanSettings, origin }, { low, high: { enabled, id: high } }) {
      const id = (high << 8) | low;
      if (enabled && (id === 0 || id > highestVlan)) return invalid();
      lanSettings.setVlan({ id, enabled }, origin);
      return undefined;
    },
  }),
  parameter({
    selector: 21,
    name: "802.1q VLAN Priority",
    layout: layout({ vlan: byte({ priority: bits(2, 0) }) }),
    get: context => viewOf(context),
    set({ lanSettings, origin }, { vlan: { priority } }) {
      lanSettings.setVlan({ priority }, origin);
      return undefined;
    },
  }),
] as const;
