import type { EventBus } from "../events/bus.ts";
import type { Origin } from "../events/events.ts";
import type { Hypervisor } from "./hypervisor.ts";
import type { MachineStore } from "./machine-store.ts";

/**
 * The cables of the network cards. One that is cut stays so over restarts of guest and BMC. A card has a link where its
 * cable is plugged in and its wire leads to somebody.
 */
export class NetworkLinks {
  readonly #hypervisor: Hypervisor;
  readonly #store: MachineStore;
  readonly #events: EventBus;
  #cut: ReadonlySet<string>;
  /** Whether there is somebody at the other end, of the cards of which that is known. */
  readonly #carriers = new Map<string, boolean>();

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

  /** True of a card of which nothing is known. */
  hasCarrier(card: string): boolean {
    return this.#carriers.get(card) ?? true;
  }

  hasLink(card: string): boolean {
    return this.isEnabled(card) && this.hasCarrier(card);
  }

  /** Tells the hypervisor, before it finds a guest or starts one, and when it may have missed it. @throws MachineError */
  async restore(): Promise<void> {
    for (const card of new Set([...this.#cut, ...this.#carriers.keys()])) {
      await this.#hypervisor.setLink(card, this.hasLink(card));
    }
  }

  /** What the card's wire is like now. @throws MachineError unreachable | failed; `restore` makes up for it */
  async carrierChanged(card: string, carrier: boolean): Promise<void> {
    const before = this.#carriers.get(card);
    if (before === carrier) return;
    this.#carriers.set(card, carrier);
    // What it is like when the BMC begins is no change.
    if (before !== undefined) this.#events.emit("nicCarrierChanged", { nic: card, carrier });
    await this.#hypervisor.setLink(card, this.hasLink(card));
  }

  /** @throws MachineError unreachable | failed; the link is then as it was */
  async enable(card: string, enabled: boolean, origin: Origin): Promise<void> {
    if (this.isEnabled(card) === enabled) return;
    await this.#hypervisor.setLink(card, enabled && this.hasCarrier(card));
    const cut = new Set(this.#cut);
    if (enabled) cut.delete(card);
    else cut.add(card);
    this.#cut = cut;
    this.#store.save({ cutLinks: [...cut] });
    this.#events.emit("nicLinkChanged", { nic: card, enabled, origin });
  }
}
