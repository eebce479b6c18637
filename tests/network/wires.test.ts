import { describe, expect, it } from "vitest";
import type { Batch } from "../../server/network/batch.ts";
import { GuestNetworks } from "../../server/network/guest-networks.ts";
import type { Verdict } from "../../server/network/wire-method.ts";
import { classifiers, makeTap, removeWire, wire } from "../../server/network/wires.ts";

const ends = { interfaceName: "eth2", device: "qb-nic0-00beef", bridge: "qb-br0-00beef" };
const words = (batch: Batch): readonly string[] => batch.map(step => step.words);

describe("what is run for a wire", () => {
  it.each([
    ["matchall", "matchall"],
    ["flower", "flower"],
    ["u32", "u32 match u8 0 0"],
  ] as const)("in tc mode on a kernel with %s", (classifier, match) => {
    const { tc } = wire("tc", ends, classifier);
    const filter = (from: string, to: string): string =>
      `filter add dev ${from} ingress pref 1 protocol all ${match} action mirred egress redirect dev ${to}`;
    expect(words(tc)).toEqual([
      "qdisc del dev eth2 clsact",
      "qdisc add dev eth2 clsact",
      filter("eth2", "qb-nic0-00beef"),
      "qdisc del dev qb-nic0-00beef clsact",
      "qdisc add dev qb-nic0-00beef clsact",
      filter("qb-nic0-00beef", "eth2"),
    ]);
  });

  it("in bridge mode: both ports forward all that a bridge may, and neither learns", () => {
    const ip = words(wire("bridge", ends, "matchall").ip);
    for (const port of ["eth2", "qb-nic0-00beef"]) {
      expect(ip).toContain(`link set dev ${port} master qb-br0-00beef`);
      expect(ip).toContain(
        `link set dev ${port} type bridge_slave group_fwd_mask 65533 learning off flood on mcast_flood on`,
      );
    }
  });

  it("in macvtap mode: every multicast frame is taken", () => {
    const ip = words(wire("macvtap", ends, "matchall").ip);
    expect(ip).toContain("link add link eth2 name qb-nic0-00beef type macvtap mode passthru");
    expect(ip.at(-1)).toBe("link set dev qb-nic0-00beef allmulticast on up");
  });

  it("a tap is the user's who is to open it, silent and wide enough before it is up", () => {
    expect(words(makeTap("qb-nic0-00beef", { uid: 7, gid: 8 }))).toEqual([
      "tuntap add dev qb-nic0-00beef mode tap user 7 group 8",
      "link set dev qb-nic0-00beef addrgenmode none",
      "link set dev qb-nic0-00beef mtu 65521 up",
    ]);
  });

  it("taking a wire away may find any part of it gone", () => {
    const { ip, tc } = removeWire(ends);
    expect([...ip, ...tc].every(({ optional }) => optional)).toBe(true);
  });
});

describe("what is taken on a kernel", () => {
  /** A kernel that has these classifiers only. */
  async function onKernelWith(present: readonly string[], known?: Verdict) {
    const told: string[] = [];
    const kept: Verdict[] = [];
    const filters: string[] = [];
    const networks = new GuestNetworks(
      {
        ...{ tag: "00beef", mode: "tc", downWhenOff: false, owner: { uid: 0, gid: 0 } },
        mayTake: () => false,
        verdict: { get: () => known, keep: verdict => kept.push(verdict) },
        listener: {
          onCarrier() {},
          onAppeared() {},
          onDevice() {},
          onFallback: (mode, reason) => told.push(`${mode}: ${reason}`),
          onError() {},
        },
      },
      async (_program, batch) => {
        const asked = words(batch).filter(line => line.startsWith("filter"));
        filters.push(...asked);
        return asked.filter(line => !present.some(name => line.includes(` ${name} `)));
      },
    );
    // No kernel has this interface, so that nothing is wired.
    await networks.open([{ card: "nic0", interfaceName: "nobody9" }]);
    await networks.close(false);
    return {
      networks,
      told,
      kept,
      tried: filters.map(line => classifiers.find(name => line.includes(` ${name} `))),
    };
  }

  it.each([
    [["matchall", "flower", "u32"], ["matchall"]],
    [
      ["flower", "u32"],
      ["matchall", "flower"],
    ],
    [["u32"], ["matchall", "flower", "u32"]],
  ])("with %j: the first that it has", async (present, expected) => {
    const { networks, told, tried } = await onKernelWith(present);
    expect(tried).toEqual(expected);
    expect(networks.mode).toBe("tc");
    expect(networks.isUnproven).toBe(true);
    expect(told).toEqual([]);
  });

  it("with none of them: a bridge, and a word about it", async () => {
    const { networks, told, kept } = await onKernelWith([]);
    expect(networks.mode).toBe("bridge");
    expect(told).toEqual(["bridge: the kernel has none of tc's filters that match every frame"]);
    expect(kept).toEqual([{ mode: "bridge", classifier: "matchall" }]);
  });

  it("what a self-test has shown is not tried again", async () => {
    const { networks, tried } = await onKernelWith(["u32"], { mode: "tc", classifier: "u32" });
    expect(networks.isUnproven).toBe(false);
    expect(tried).toEqual([]);
  });
});
