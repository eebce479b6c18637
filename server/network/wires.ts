import { attempt, type Batch, step } from "./batch.ts";

/** How an interface of the container and a card of the guest are made one wire. */
export type WireMode = "tc" | "bridge" | "macvtap";

/** Ways of tc to match every frame, the cheapest first; few kernels have all of them. */
export const classifiers = ["matchall", "flower", "u32"] as const;
export type Classifier = (typeof classifiers)[number];

/** What each of them needs to match every frame. */
const everything: Record<Classifier, string> = {
  matchall: "matchall",
  flower: "flower",
  u32: "u32 match u8 0 0",
};

/** The two ends of a wire. */
export interface WireEnds {
  /** The container's interface. */
  readonly interfaceName: string;
  /** The tap or macvtap that QEMU has. */
  readonly device: string;
  /** A name for what is put between them, where that is a device of its own. */
  readonly bridge: string;
}

/** What ip and tc are to do, in this order. */
export interface WireBatches {
  readonly ip: Batch;
  readonly tc: Batch;
}

/** The largest MTU that a tap can have: no frame that the interface takes is too long for it. */
const tapMtu = 65521;
/**
 * All link-local groups that a port may forward: 802.1D keeps them to a link, and here the bridge is the link. Bit 1,
 * PAUSE, is what no bridge of Linux forwards.
 */
const portMask = 0xfffd;

/** The tap that QEMU opens by its name. It stays when QEMU ends, with all that hangs on it. */
export const makeTap = (device: string, { uid, gid }: TapOwner): Batch => [
  step(`tuntap add dev ${device} mode tap user ${uid} group ${gid}`),
  ...raiseTap(device),
];

export interface TapOwner {
  readonly uid: number;
  readonly gid: number;
}

/** Without an address of its own before it is up, the kernel says nothing into it by itself. */
const raiseTap = (device: string): Batch => [
  attempt(`link set dev ${device} addrgenmode none`),
  step(`link set dev ${device} mtu ${tapMtu} up`),
];

/** The container's stack keeps out of the wire: no address of IPv6, no router solicitation, no MLD. */
const silence = (name: string): Batch => [
  attempt(`link set dev ${name} addrgenmode none`),
  attempt(`-6 address flush dev ${name}`),
];

/** Every frame that comes in at one end goes out at the other before anything of the container sees it. */
export const redirect = (from: string, to: string, classifier: Classifier): Batch => [
  attempt(`qdisc del dev ${from} clsact`),
  step(`qdisc add dev ${from} clsact`),
  step(
    `filter add dev ${from} ingress pref 1 protocol all ${everything[classifier]} action mirred egress redirect dev ${to}`,
  ),
];

export const removeRedirect = (device: string): Batch => [attempt(`qdisc del dev ${device} clsact`)];
const removeBridge = ({ bridge }: WireEnds): Batch => [attempt(`link del dev ${bridge}`)];

const tc = (ends: WireEnds, classifier: Classifier): WireBatches => ({
  ip: [...removeBridge(ends), ...silence(ends.interfaceName)],
  tc: [
    ...redirect(ends.interfaceName, ends.device, classifier),
    ...redirect(ends.device, ends.interfaceName, classifier),
  ],
});

/** Without learning a bridge of two ports is a wire: what comes in at one goes out at the other. */
const bridgePort = (name: string, bridge: string): Batch => [
  step(`link set dev ${name} master ${bridge}`),
  step(
    `link set dev ${name} type bridge_slave group_fwd_mask ${portMask} learning off flood on mcast_flood on`,
  ),
];

const bridge = (ends: WireEnds): WireBatches => ({
  ip: [
    attempt(`link add name ${ends.bridge} type bridge`),
    ...["stp_state", "mcast_snooping"].map(option =>
      attempt(`link set dev ${ends.bridge} type bridge ${option} 0`),
    ),
    attempt(`link set dev ${ends.bridge} addrgenmode none`),
    ...silence(ends.interfaceName),
    ...bridgePort(ends.device, ends.bridge),
    ...bridgePort(ends.interfaceName, ends.bridge),
    step(`link set dev ${ends.bridge} up`),
  ],
  tc: [...removeRedirect(ends.interfaceName), ...removeRedirect(ends.device)],
});

/** In passthru mode it takes every unicast frame; of the multicast ones, all when it is told to. */
const macvtap = ({ interfaceName, device, bridge }: WireEnds): WireBatches => ({
  ip: [
    ...[device, bridge].map(name => attempt(`link del dev ${name}`)),
    ...silence(interfaceName),
    step(`link add link ${interfaceName} name ${device} type macvtap mode passthru`),
    attempt(`link set dev ${device} addrgenmode none`),
    step(`link set dev ${device} allmulticast on up`),
  ],
  tc: removeRedirect(interfaceName),
});

export const setUp = (name: string, up: boolean): Batch => [
  step(`link set dev ${name} ${up ? "up" : "down"}`),
];

/** What makes a wire, over whatever was between its ends before. */
export function wire(mode: WireMode, ends: WireEnds, classifier: Classifier): WireBatches {
  switch (mode) {
    case "tc":
      return tc(ends, classifier);
    case "bridge":
      return bridge(ends);
    case "macvtap":
      return macvtap(ends);
  }
}

/** What takes a wire away, with its end at QEMU. */
export const removeWire = (ends: WireEnds): WireBatches => ({
  tc: removeRedirect(ends.interfaceName),
  ip: [...removeBridge(ends), attempt(`link del dev ${ends.device}`)],
});
