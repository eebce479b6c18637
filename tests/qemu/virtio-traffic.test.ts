import { expect, it } from "vitest";
import type { QmpClient } from "../../server/qemu/qmp/client.ts";
import { VirtioTraffic } from "../../server/qemu/virtio-traffic.ts";

const forever = Number.POSITIVE_INFINITY;

/** A monitor whose virtio cards have these queues: where the descriptors are, and how many buffers were given back. */
function monitorOf(cards: readonly { rx: [number, number]; tx: [number, number] }[]) {
  const path = (card: number) => `/machine/peripheral/nic${card}/virtio-backend`;
  const execute = async (command: string, args: { path?: string; queue?: number }) => {
    if (command === "x-query-virtio") {
      return [
        { name: "virtio-rng", path: "/rng" },
        ...cards.map((_, n) => ({ name: "virtio-net", path: path(n) })),
      ];
    }
    const card = cards.find((_, n) => path(n) === args.path);
    const [desc, index] = (args.queue === 0 ? card?.rx : card?.tx) ?? [0, 0];
    return { "vring-desc": desc, "used-idx": index };
  };
  return { execute } as Pick<QmpClient, "execute">;
}

async function counted(
  looks: readonly { cards: Parameters<typeof monitorOf>[0]; sinceReset?: number; of?: number }[],
) {
  const traffic = new VirtioTraffic();
  const counts: (readonly [number, number] | undefined)[] = [];
  for (const { cards, sinceReset = forever, of = cards.length } of looks) {
    await traffic.look(monitorOf(cards), of, sinceReset);
    const { latest } = traffic;
    counts.push(latest && [latest.packetsReceived, latest.packetsSent]);
  }
  return counts;
}

it("counts what all cards receive and send", async () => {
  const counts = await counted([
    {
      cards: [
        { rx: [4096, 10], tx: [8192, 5] },
        { rx: [1, 0], tx: [2, 0] },
      ],
    },
    {
      cards: [
        { rx: [4096, 13], tx: [8192, 9] },
        { rx: [1, 100], tx: [2, 1] },
      ],
    },
  ]);
  expect(counts).toEqual([
    [10, 5],
    [113, 10],
  ]);
});

it("goes on where the index of a queue begins anew after 65,535", async () => {
  const counts = await counted([
    { cards: [{ rx: [4096, 65_530], tx: [8192, 65_535] }] },
    { cards: [{ rx: [4096, 4], tx: [8192, 0] }] },
  ]);
  expect(counts[1]).toEqual([65_530 + 10, 65_535 + 1]);
});

it("takes a reset, and queues that were set up elsewhere, for a new beginning", async () => {
  const counts = await counted([
    { cards: [{ rx: [4096, 500], tx: [8192, 500] }] },
    { cards: [{ rx: [12_288, 3], tx: [16_384, 1] }] },
    { cards: [{ rx: [12_288, 2], tx: [16_384, 0] }], sinceReset: 0 },
  ]);
  expect(counts).toEqual([
    [500, 500],
    [503, 501],
    [505, 501],
  ]);
});

it("tells nothing where a card cannot be counted", async () => {
  const card = { rx: [4096, 500], tx: [8192, 500] } satisfies Parameters<typeof monitorOf>[0][number];
  expect(await counted([{ cards: [card], of: 2 }, { cards: [] }])).toEqual([undefined, undefined]);
});

it("tells nothing while QEMU does not answer", async () => {
  const traffic = new VirtioTraffic();
  await traffic.look(monitorOf([{ rx: [4096, 1], tx: [8192, 1] }]), 1, forever);
  await traffic.look({ execute: () => Promise.reject(new Error("gone")) }, 1, forever);
  expect(traffic.latest).toBeUndefined();
});
