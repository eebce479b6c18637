import type { EventBus } from "../events/bus.ts";
import type { MediaSlot, Origin } from "../events/events.ts";
import { MachineError } from "./errors.ts";
import type { Hypervisor, Media, Medium } from "./hypervisor.ts";
import type { MachineStore } from "./machine-store.ts";

export const mediaSlots: readonly MediaSlot[] = ["Cd1", "Usb1"];

/** What outlasts a restart of the BMC. */
export interface MediaRecord {
  /** A slot that is not named was never used: what a hypervisor that somebody else started has in it stays there. */
  readonly slots: Readonly<Partial<Record<MediaSlot, Medium | null>>>;
  /** The configured medium that has been in the CD drive at first; only another one is put in by itself. */
  readonly configured: string | null;
}

/** The slots for removable media. What is in them stays over power cycles, and changes neither power nor boot order. */
export class MediaBay {
  readonly #hypervisor: Hypervisor;
  readonly #store: MachineStore;
  readonly #events: EventBus;
  #record: MediaRecord;
  #changes: Promise<unknown> = Promise.resolve();

  /** @param configured what is in the CD drive until somebody changes that */
  constructor(hypervisor: Hypervisor, store: MachineStore, events: EventBus, configured: Medium | undefined) {
    this.#hypervisor = hypervisor;
    this.#store = store;
    this.#events = events;
    const { slots, configured: known } = store.load().media ?? { slots: {}, configured: null };
    const file = configured?.file ?? null;
    const withConfigured = configured && file !== known ? { ...slots, Cd1: configured } : slots;
    this.#record = { slots: withConfigured, configured: file };
  }

  get media(): Media {
    const { slots } = this.#record;
    return Object.fromEntries(
      mediaSlots.flatMap(slot => {
        const medium = slots[slot];
        return medium ? [[slot, medium]] : [];
      }),
    );
  }

  /** Tells the hypervisor, before it finds a guest or starts one. @throws MachineError */
  async restore(): Promise<void> {
    for (const slot of mediaSlots) {
      const medium = this.#record.slots[slot];
      if (medium !== undefined) await this.#hypervisor.setMedium(slot, medium ?? undefined);
    }
    this.#store.save({ media: this.#record });
  }

  /** @throws MachineError wrongState for a slot that is taken, unreachable | failed | notFound; the slot is then as it was */
  insert(slot: MediaSlot, medium: Medium, origin: Origin): Promise<void> {
    return this.#oneByOne(async () => {
      const present = this.#record.slots[slot];
      if (present) throw new MachineError("wrongState", `There is ${present.name} in ${slot} already.`);
      await this.#set(slot, medium);
      this.#events.emit("mediaInserted", { slot, name: medium.name, origin });
    });
  }

  /** An empty slot stays one. @throws MachineError unreachable | failed; the slot is then as it was */
  eject(slot: MediaSlot, origin: Origin): Promise<void> {
    return this.#oneByOne(async () => {
      const present = this.#record.slots[slot];
      if (!present) return;
      await this.#set(slot, undefined);
      this.#events.emit("mediaEjected", { slot, name: present.name, origin });
    });
  }

  async #set(slot: MediaSlot, medium: Medium | undefined): Promise<void> {
    await this.#hypervisor.setMedium(slot, medium);
    this.#record = { ...this.#record, slots: { ...this.#record.slots, [slot]: medium ?? null } };
    this.#store.save({ media: this.#record });
  }

  #oneByOne(change: () => Promise<void>): Promise<void> {
    const done = this.#changes.then(change);
    this.#changes = done.catch(() => {});
    return done;
  }
}
