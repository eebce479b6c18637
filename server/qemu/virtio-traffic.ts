import type { NetworkUsage } from "../machine/hypervisor.ts";
import type { QmpClient } from "./qmp/client.ts";
import type { VirtioQueue } from "./qmp/protocol.ts";

/** The first pair of queues of a virtio card (virtio 1.2 §5.1.2); QEMU makes no more unless it is asked to. */
const queues = { packetsReceived: 0, packetsSent: 1 } as const;
type Direction = keyof typeof queues;
const directions = Object.keys(queues) as readonly Direction[];

/** Values of a queue's index: it has 16 bits. */
const indices = 2 ** 16;

/**
 * Counts the packets of all network cards by the indices of their queues, one buffer for each packet. The guest's
 * own counters are out of reach, and QEMU keeps none.
 */
export class VirtioTraffic {
  readonly #before = new Map<string, VirtioQueue>();
  readonly #totals = { packetsReceived: 0, packetsSent: 0 };
  #latest: NetworkUsage | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;

  /** What was counted at the last look; undefined where a card cannot be counted. */
  get latest(): NetworkUsage | undefined {
    return this.#latest;
  }

  /**
   * Must come more often than a queue can go round.
   * @param cards how many the machine has
   * @param sinceReset milliseconds since the guest's last reset, which begins its queues anew
   */
  async look(qmp: Pick<QmpClient, "execute">, cards: number, sinceReset: number): Promise<void> {
    const at = performance.now();
    if (sinceReset < at - this.#lookedAt) this.#before.clear();
    this.#lookedAt = at;
    try {
      const devices = await qmp.execute("x-query-virtio", {});
      const paths = devices.filter(({ name }) => name === "virtio-net").map(({ path }) => path);
      if (paths.length === 0 || paths.length < cards) {
        this.#latest = undefined;
        return;
      }
      for (const path of paths) {
        for (const direction of directions) {
          const queue = await qmp.execute("x-query-virtio-queue-status", { path, queue: queues[direction] });
          this.#totals[direction] += this.#passed(`${path} ${direction}`, queue);
        }
      }
      this.#latest = { at, ...this.#totals };
    } catch {
      // A QEMU that does not answer, or that is too old for the question, leaves the load unknown.
      this.#latest = undefined;
    }
  }

  /** How far the queue has gone on; a queue that was set up elsewhere has begun anew. */
  #passed(key: string, queue: VirtioQueue): number {
    const before = this.#before.get(key);
    this.#before.set(key, queue);
    const isSame = before !== undefined && before["vring-desc"] === queue["vring-desc"];
    return isSame ? (queue["used-idx"] - before["used-idx"] + indices) % indices : queue["used-idx"];
  }
}
