import type { EventBus } from "../events/bus.ts";
import type { Origin } from "../events/events.ts";
import type { Hypervisor } from "./hypervisor.ts";
import type { MachineStore } from "./machine-store.ts";

/** The cables of the network cards. One that is cut stays so over restarts of guest and BMC. */
export class NetworkLinks {
  readonly #hypervisor: Hypervisor;
  readonly #store: MachineStore;
  readonly #events: EventBus;
  #cut: ReadonlySet<string>;

  constructor(hypervisor: Hypervisor, store: MachineStore, events: EventBus) {
    this.#hypervisor = hypervisor;
    this.#store = store;
    this.#events = events;
    this.#cut = new Set(store.load().cutLinks);
  }

  /** @param card its id */
  isEnabled(card: string): boolean {
    return !this.#cut.has(card);
  }

  /** Tells the hypervisor, before it finds a guest or starts one. @throws MachineError */
  async restore(): Promise<void> {
    for (const card of this.#cut) await this.#hypervisor.setLink(card, false);
  }

  /** @throws MachineError unreachable | failed | notFound; the link is then as it was */
  async enable(card: string, enabled: boolean, origin: Origin): Promise<void> {
    if (this.isEnabled(card) === enabled) return;
    await this.#hypervisor.setLink(card, enabled);
    const cut = new Set(this.#cut);
    if (enabled) cut.delete(card);
    else cut.add(card);
    this.#cut = cut;
    this.#store.save({ cutLinks: [...cut] });
    this.#events.emit("nicLinkChanged", { nic: card, enabled, origin });
  }
}
