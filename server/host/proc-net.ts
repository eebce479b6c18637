import { readFileSync } from "node:fs";

/** A table of the kernel; empty where it has none, as without IPv6 or VLANs. */
function lines(path: string): readonly string[] {
  try {
    return readFileSync(path, "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
}

const rows = (path: string): readonly (readonly string[])[] =>
  lines(path).map(line => line.trim().split(/\s+/));

export interface DefaultRoute {
  readonly interfaceName: string;
  readonly gateway: string;
  readonly metric: number;
}

/** IPv4 routes to everywhere, the preferred one first. */
export const defaultRoutes = (): readonly DefaultRoute[] =>
  rows("/proc/net/route")
    .filter(([, destination, , , , , , mask]) => destination === "00000000" && mask === "00000000")
    .map(([interfaceName = "", , gateway = "", , , , metric]) => ({
      interfaceName,
      gateway: [...Buffer.from(gateway, "hex").reverse()].join("."),
      metric: Number(metric),
    }))
    .toSorted((one, other) => one.metric - other.metric);

/** The MAC address of a neighbour, when the kernel has found it. */
export function neighbourMac(address: string): string | undefined {
  const [, , flags, mac] = rows("/proc/net/arp").find(([ip]) => ip === address) ?? [];
  return Number(flags) & 0x02 ? mac : undefined;
}

/** Flags of an address (linux/if_addr.h). */
const addressFlags = { dadFailed: 0x08, deprecated: 0x20, tentative: 0x40, permanent: 0x80 } as const;
const linkScope = "20";

export interface Inet6Address {
  readonly address: string;
  readonly prefixLength: number;
  readonly origin: "static" | "dynamic" | "linkLocal";
  readonly state: "active" | "pending" | "failed" | "deprecated";
}

function stateOf(flags: number): Inet6Address["state"] {
  if (flags & addressFlags.dadFailed) return "failed";
  if (flags & addressFlags.tentative) return "pending";
  return flags & addressFlags.deprecated ? "deprecated" : "active";
}

function originOf(scope: string, flags: number): Inet6Address["origin"] {
  if (scope === linkScope) return "linkLocal";
  return flags & addressFlags.permanent ? "static" : "dynamic";
}

export const inet6Addresses = (interfaceName: string): readonly Inet6Address[] =>
  rows("/proc/net/if_inet6")
    .filter(row => row[5] === interfaceName)
    .map(([address = "", , prefixLength = "", scope = "", flags = ""]) => ({
      address: inet6Text(address),
      prefixLength: Number.parseInt(prefixLength, 16),
      origin: originOf(scope, Number.parseInt(flags, 16)),
      state: stateOf(Number.parseInt(flags, 16)),
    }));

/** The router of the preferred IPv6 route to everywhere. */
export function inet6Router(interfaceName: string): string | undefined {
  const none = "0".repeat(32);
  const route = rows("/proc/net/ipv6_route")
    .filter(row => row[9] === interfaceName && row[0] === none && row[1] === "00" && row[4] !== none)
    .toSorted((one, other) => Number.parseInt(one[5] ?? "", 16) - Number.parseInt(other[5] ?? "", 16))[0];
  return route?.[4] && inet6Text(route[4]);
}

/** Without leading zeros, the longest run of zero groups left out (RFC 5952). */
const inet6Text = (hex: string): string =>
  new URL(`http://[${hex.match(/..../g)?.join(":")}]/`).hostname.slice(1, -1);

/** The IEEE 802.1p priority of what a VLAN's interface sends. */
export function vlanPriority(interfaceName: string): number {
  const egress = lines(`/proc/net/vlan/${interfaceName}`).find(line => line.includes("EGRESS")) ?? "";
  return Number(/\b0:(\d)/.exec(egress)?.[1] ?? 0);
}

export interface IpCounters {
  readonly received: number;
  readonly headerErrors: number;
  readonly addressErrors: number;
  readonly fragments: number;
  readonly transmitted: number;
}

/** What IPv4 counts, since the network namespace was made. */
export function ipCounters(): IpCounters {
  const [names = [], values = []] = rows("/proc/net/snmp").filter(([layer]) => layer === "Ip:");
  const counter = (name: string): number => Number(values[names.indexOf(name)] ?? 0);
  return {
    received: counter("InReceives"),
    headerErrors: counter("InHdrErrors"),
    addressErrors: counter("InAddrErrors"),
    fragments: counter("ReasmReqds"),
    transmitted: counter("OutRequests"),
  };
}
