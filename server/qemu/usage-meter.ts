import type { HypervisorUsage } from "../machine/hypervisor.ts";
import { DiskTraffic } from "./disk-traffic.ts";
import { guestMemory } from "./guest-memory.ts";
import { processUsage } from "./process-usage.ts";
import type { QmpClient } from "./qmp/client.ts";
import { VirtioTraffic } from "./virtio-traffic.ts";

/** Milliseconds between two looks at the guest's memory, for which the kernel goes through all its pages. */
const memoryInterval = 5000;

interface Measured {
  readonly pid: number;
  /** Bytes that the guest has. */
  readonly memory: number;
  /** Network cards that the guest has. */
  readonly cards: number;
  /** Milliseconds. */
  readonly sinceReset: number;
}

/** Measures what a QEMU has taken: what /proc tells at once, and what takes time to learn. */
export class UsageMeter {
  readonly #traffic = new VirtioTraffic();
  readonly #disks = new DiskTraffic();
  #memory: { readonly pid: number; readonly at: number; readonly bytes: number | undefined } | undefined;
  #looking = false;

  of(pid: number): HypervisorUsage | undefined {
    const usage = processUsage(pid);
    const memoryBytes = this.#memory?.pid === pid ? this.#memory.bytes : undefined;
    return usage && { ...usage, ...this.#disks.latest, memoryBytes, network: this.#traffic.latest };
  }

  /** One look at a time: a QEMU that is slow to answer is not asked again meanwhile. Never rejects. */
  async look(qmp: QmpClient, { pid, memory, cards, sinceReset }: Measured): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      await Promise.all([
        this.#traffic.look(qmp, cards, sinceReset),
        this.#disks.look(qmp),
        this.#lookAtMemory(pid, memory),
      ]);
    } finally {
      this.#looking = false;
    }
  }

  async #lookAtMemory(pid: number, size: number): Promise<void> {
    const at = performance.now();
    if (this.#memory?.pid === pid && at - this.#memory.at < memoryInterval) return;
    this.#memory = { pid, at, bytes: await guestMemory(pid, size) };
  }
}
