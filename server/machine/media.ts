import type { EventBus } from "../events/bus.ts";
import type { MediaSlot, Origin } from "../events/events.ts";
import { MachineError } from "./errors.ts";
import type { FileMedium, Hypervisor, Media, Medium } from "./hypervisor.ts";
import type { MachineStore } from "./machine-store.ts";

export const mediaSlots: readonly MediaSlot[] = ["Cd1", "Usb1"];

type Slots<M> = Readonly<Partial<Record<MediaSlot, M | null>>>;

/** What outlasts a restart of the BMC. */
export interface MediaRecord {
  /** A slot that is not named was never used: what a hypervisor that somebody else started has in it stays there. */
  readonly slots: Slots<FileMedium>;
  /** The configured medium that has been in the CD drive at first; only another one is put in by itself. */
  readonly configured: string | null;
}

/** The slots for removable media. What is in them stays over power cycles, and changes neither power nor boot order. */
export class MediaBay {
  readonly #hypervisor: Hypervisor;
  readonly #store: MachineStore;
  readonly #events: EventBus;
  readonly #configured: string | null;
  #slots: Slots<Medium>;
  #changes: Promise<unknown> = Promise.resolve();

  /** @param configured what is in the CD drive until somebody changes that */
  constructor(
    hypervisor: Hypervisor,
    store: MachineStore,
    events: EventBus,
    configured: FileMedium | undefined,
  ) {
    this.#hypervisor = hypervisor;
    this.#store = store;
    this.#events = events;
    const { slots, configured: known } = store.load().media ?? { slots: {}, configured: null };
    const file = configured?.file ?? null;
    this.#slots = configured && file !== known ? { ...slots, Cd1: configured } : slots;
    this.#configured = file;
  }

  get media(): Media {
    return Object.fromEntries(
      mediaSlots.flatMap(slot => {
        const medium = this.#slots[slot];
        return medium ? [[slot, medium]] : [];
      }),
    );
  }

  /** Tells the hypervisor, before it finds a guest or starts one. @throws MachineError */
  async restore(): Promise<void> {
    for (const slot of mediaSlots) {
      const medium = this.#slots[slot];
      if (medium !== undefined) await this.#hypervisor.setMedium(slot, medium ?? undefined);
    }
    this.#save();
  }

  /** @throws MachineError wrongState for a slot that is taken, unreachable | failed | notFound; the slot is then as it was */
  insert(slot: MediaSlot, medium: Medium, origin: Origin): Promise<void> {
    return this.#oneByOne(async () => {
      const present = this.#slots[slot];
      if (present) throw new MachineError("wrongState", `There is ${present.name} in ${slot} already.`);
      await this.#set(slot, medium);
      this.#events.emit("mediaInserted", { slot, name: medium.name, origin });
    });
  }

  /** An empty slot stays one. @throws MachineError unreachable | failed; the slot is then as it was */
  eject(slot: MediaSlot, origin: Origin): Promise<void> {
    return this.#oneByOne(async () => {
      const present = this.#slots[slot];
      if (!present) return;
      await this.#set(slot, undefined);
      this.#events.emit("mediaEjected", { slot, name: present.name, origin });
    });
  }

  async #set(slot: MediaSlot, medium: Medium | undefined): Promise<void> {
    await this.#hypervisor.setMedium(slot, medium);
    this.#slots = { ...this.#slots, [slot]: medium ?? null };
    this.#save();
  }

  /** Who serves a medium does not outlast a restart either: the slot is then empty. */
  #save(): void {
    const kept = Object.entries(this.#slots).map(([slot, medium]) => [
      slot,
      medium && "file" in medium ? medium : null,
    ]);
    this.#store.save({ media: { slots: Object.fromEntries(kept), configured: this.#configured } });
  }

  #oneByOne(change: () => Promise<void>): Promise<void> {
    const done = this.#changes.then(change);
    this.#changes = done.catch(() => {});
    return done;
  }
}
