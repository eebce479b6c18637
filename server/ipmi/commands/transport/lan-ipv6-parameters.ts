import type { Ipv6Address } from "../../../bmc/lan-settings.ts";
import type { CommandContext } from "../../command.ts";
import { ipv6Address, macAddress } from "../../layout/addresses.ts";
import { bit, byte, choice } from "../../layout/byte.ts";
import { u8, u24 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, Refusal, refuse } from "../../message/completion-code.ts";
import { type Place, parameter } from "../../parameter.ts";

const hopLimit = 64;
const staticCount = 4;
const dynamicCount = 8;
const noAddress = "::";
const notKnown = "00:00:00:00:00:00";

const status = choice(7, 0, { active: 0, disabled: 1, pending: 2, failed: 3, deprecated: 4 });

const isStatic = ({ origin }: Ipv6Address): boolean => origin === "static";
const addressesOf = ({ lanSettings, session }: CommandContext): readonly Ipv6Address[] =>
  lanSettings.view(session?.peer.localAddress).ipv6;
const routerOf = ({ lanSettings, session }: CommandContext): string | undefined =>
  lanSettings.view(session?.peer.localAddress).ipv6Router;

/** An entry of a table of addresses, most of which are empty. */
function entryOf(addresses: readonly Ipv6Address[], setSelector: number, count: number) {
  if (setSelector >= count) return refuse(CompletionCode.ParameterOutOfRange);
  const found = addresses[setSelector];
  return {
    setSelector,
    isUsed: found !== undefined,
    address: found?.address ?? noAddress,
    prefixLength: found?.prefixLength ?? 0,
    status: { is: found?.state ?? "disabled" },
  } as const;
}

/** One of two routers that could be set, from its first parameter on; none ever is. */
const staticRouter = (selector: number, number: number) =>
  [
    parameter({
      selector,
      name: `IPv6 Static Router ${number} IP Address`,
      layout: layout({ address: ipv6Address }),
      get: () => ({ address: noAddress }),
    }),
    parameter({
      selector: selector + 1,
      name: `IPv6 Static Router ${number} MAC Address`,
      layout: layout({ mac: macAddress }),
      get: () => ({ mac: notKnown }),
    }),
    parameter({
      selector: selector + 2,
      name: `IPv6 Static Router ${number} Prefix Length`,
      layout: layout({ prefixLength: u8 }),
      get: () => ({ prefixLength: 0 }),
    }),
    parameter({
      selector: selector + 3,
      name: `IPv6 Static Router ${number} Prefix Value`,
      layout: layout({ prefix: ipv6Address }),
      get: () => ({ prefix: noAddress }),
    }),
  ] as const;

/** An entry of the tables of routers, of which there is at most one. Its prefix is that of the dynamic addresses. */
function ofRouter<T>(context: CommandContext, { setSelector }: Place, entry: (router: string) => T) {
  const router = routerOf(context);
  if (setSelector > 0 || router === undefined) return refuse(CompletionCode.ParameterOutOfRange);
  return { setSelector, ...entry(router) };
}

/** IPv6 as the interface has it (IPMI 2.0 errata 7, table 23-4). */
export const lanIpv6Parameters = [
  parameter({
    selector: 50,
    name: "IPv6/IPv4 Support",
    layout: layout({ ipv6: byte({ alerting: bit(2), together: bit(1), alone: bit(0) }) }),
    get: () => ({ ipv6: { alerting: false, together: true, alone: false } }),
  }),
  parameter({
    selector: 51,
    name: "IPv6/IPv4 Addressing Enables",
    layout: layout({ enabled: byte({ which: choice(7, 0, { ipv4: 0, ipv6: 1, both: 2 }) }) }),
    get: () => ({ enabled: { which: "both" } }),
    set: (_context, { enabled }) =>
      enabled.which === "both" ? undefined : refuse(CompletionCode.InvalidDataField),
  }),
  parameter({
    selector: 52,
    name: "IPv6 Header Static Traffic Class",
    layout: layout({ trafficClass: u8 }),
    get: () => ({ trafficClass: 0 }),
  }),
  parameter({
    selector: 53,
    name: "IPv6 Header Static Hop Limit",
    layout: layout({ hopLimit: u8 }),
    get: () => ({ hopLimit }),
  }),
  parameter({
    selector: 54,
    name: "IPv6 Header Flow Label",
    layout: layout({ flowLabel: u24 }),
    get: () => ({ flowLabel: 0 }),
  }),
  parameter({
    selector: 55,
    name: "IPv6 Status",
    layout: layout({ staticCount: u8, dynamicCount: u8, supports: byte({ slaac: bit(1), dhcpv6: bit(0) }) }),
    get: () => ({ staticCount, dynamicCount, supports: { slaac: true, dhcpv6: false } }),
  }),
  parameter({
    selector: 56,
    name: "IPv6 Static Addresses",
    layout: layout({
      setSelector: u8,
      source: byte({ enabled: bit(7), type: choice(3, 0, { static: 0 }) }),
      address: ipv6Address,
      prefixLength: u8,
      status: byte({ is: status }),
    }),
    get(context, { setSelector }: Place) {
      const entry = entryOf(addressesOf(context).filter(isStatic), setSelector, staticCount);
      if (entry instanceof Refusal) return entry;
      return { ...entry, source: { enabled: entry.isUsed, type: "static" as const } };
    },
  }),
  parameter({
    selector: 59,
    name: "IPv6 Dynamic Address",
    layout: layout({
      setSelector: u8,
      source: byte({ type: choice(3, 0, { slaac: 1, dhcpv6: 2 }) }),
      address: ipv6Address,
      prefixLength: u8,
      status: byte({ is: status }),
    }),
    get(context, { setSelector }: Place) {
      const dynamic = addressesOf(context).filter(address => !isStatic(address));
      const entry = entryOf(dynamic, setSelector, dynamicCount);
      return entry instanceof Refusal ? entry : { ...entry, source: { type: "slaac" as const } };
    },
  }),
  parameter({
    selector: 64,
    name: "IPv6 Router Address Configuration Control",
    layout: layout({ routers: byte({ dynamic: bit(1), static: bit(0) }) }),
    get: () => ({ routers: { dynamic: true, static: false } }),
  }),
  ...staticRouter(65, 1),
  ...staticRouter(69, 2),
  parameter({
    selector: 73,
    name: "Number of Dynamic Router Info Sets",
    layout: layout({ count: u8 }),
    get: context => ({ count: routerOf(context) === undefined ? 0 : 1 }),
  }),
  parameter({
    selector: 74,
    name: "IPv6 Dynamic Router Info IP Address",
    layout: layout({ setSelector: u8, address: ipv6Address }),
    get: (context, place) => ofRouter(context, place, address => ({ address })),
  }),
  parameter({
    selector: 75,
    name: "IPv6 Dynamic Router Info MAC Address",
    layout: layout({ setSelector: u8, mac: macAddress }),
    get: (context, place) => ofRouter(context, place, () => ({ mac: notKnown })),
  }),
  parameter({
    selector: 76,
    name: "IPv6 Dynamic Router Info Prefix Length",
    layout: layout({ setSelector: u8, prefixLength: u8 }),
    get: (context, place) => ofRouter(context, place, () => ({ prefixLength: 0 })),
  }),
  parameter({
    selector: 77,
    name: "IPv6 Dynamic Router Info Prefix Value",
    layout: layout({ setSelector: u8, prefix: ipv6Address }),
    get: (context, place) => ofRouter(context, place, () => ({ prefix: noAddress })),
  }),
] as const;
