import {
  backendOfLastStart,
  type ComposedNetworks,
  type GuestNetworksParts,
  hasEnded,
  nicSpecs,
  reportFailure,
  tagOf,
} from "./compose-cards.ts";
import type { NetworkAccess, PowerState } from "./events/events.ts";
import type { Machine } from "./machine/machine.ts";
import { CardPlaces } from "./network/card-places.ts";
import { mayOffloadChecksums } from "./network/container-stack.ts";
import { GuestNetworks } from "./network/guest-networks.ts";
import { interfaceExists } from "./network/interface.ts";
import { wireEnds } from "./network/names.ts";
import { mayTake } from "./network/wanted.ts";
import type { Verdict } from "./network/wire-method.ts";
import type { WireMode } from "./network/wires.ts";
import type { ManagedQemu } from "./qemu/managed-qemu.ts";
import type { OpenedGuest } from "./qemu/managed-qemu-options.ts";
import { type NicBackend, type NicSpec, portOf } from "./qemu/network-cards.ts";

/** Cards on the container's interfaces. */
export class WiredCards implements ComposedNetworks {
  readonly #parts: GuestNetworksParts;
  readonly #asked: WireMode;
  readonly #networks: GuestNetworks;
  readonly #cards: CardPlaces;
  #machine: Machine | undefined;
  #qemu: ManagedQemu | undefined;
  /** Whether the guest that may be there was started with cards of another kind, which it has until it is off. */
  #isOther: boolean;
  /** Settles when no macvtap is on its way to QEMU. */
  #handedOver: Promise<unknown> = Promise.resolve();

  constructor(parts: GuestNetworksParts, mode: WireMode, names: readonly string[]) {
    const { config, store, mains } = parts;
    this.#parts = parts;
    this.#asked = mode;
    const key = "networkVerdict";
    const tag = tagOf(parts);
    this.#isOther = backendOfLastStart(parts).get() !== this.#backend;
    this.#cards = new CardPlaces(names, {
      late: store.setting<Readonly<Record<string, number>>>("lateNetworks") ?? {},
      save: late => store.saveSetting("lateNetworks", late),
      isThere: (name, card) => interfaceExists(name) || interfaceExists(wireEnds(name, card, tag).device),
    });
    this.#networks = new GuestNetworks({
      ...{ tag, mode },
      owner: parts.user ?? { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 },
      mayTake: mayTake(config.IPMI_INTERFACE),
      downWhenOff: config.VM_NETWORK_DOWN_WHEN_OFF,
      verdict: {
        get() {
          const kept = store.setting<{ mains: string; verdict: Verdict }>(key);
          return kept?.mains === mains ? kept.verdict : undefined;
        },
        keep: verdict => store.saveSetting(key, { mains, verdict }),
      },
      listener: {
        onCarrier: (card, up) => this.#carrierChanged(card, up),
        onAppeared: name => this.#appeared(name),
        onDevice: () => this.#connectCards(),
        onFallback: (instead, reason) => this.#fellBack(instead, reason),
        onError: error => reportFailure(parts, error),
      },
    });
  }

  open(): Promise<void> {
    return this.#networks.open(this.#cards.all);
  }

  get access(): NetworkAccess {
    const { mode } = this.#networks;
    return mode === this.#asked ? { mode } : { mode, reason: "noFilters" };
  }

  get nics(): readonly NicSpec[] {
    const names = this.#cards.present.map(
      ({ card, interfaceName }) => [portOf(card), interfaceName] as const,
    );
    return nicSpecs(this.#parts, new Map(names), card => this.#backendOf(card));
  }

  get #backend(): "hub" | "tap" {
    return this.#asked === "macvtap" ? "hub" : "tap";
  }

  #backendOf(card: string): NicBackend {
    if (this.#backend === "hub") return { type: "hub" };
    return { type: "tap", device: this.#networks.deviceOf(card), offload: mayOffloadChecksums };
  }

  async opened(guest: OpenedGuest): Promise<void> {
    backendOfLastStart(this.#parts).keep(this.#backend);
    this.#isOther = false;
    if (this.#backend === "hub") {
      for (const { card } of this.#cards.present)
        await this.handOver(card, device => guest.handOver(card, device));
    }
    if (!this.#networks.isUnproven) return;
    const [first] = this.#cards.all;
    if (!first) return;
    await guest.setLink(first.card, false);
    await this.#networks.prove(first.card);
    await guest.setLink(first.card, this.#machine?.links.hasLink(first.card) ?? true);
  }

  isOpen(card: string): boolean {
    return this.#isOther || this.#networks.isOpen(card);
  }

  handOver(card: string, give: (device: string | undefined) => Promise<void>): Promise<void> {
    return this.#networks.handOver(card, give);
  }

  follow(machine: Machine, qemu: ManagedQemu): void {
    this.#machine = machine;
    this.#qemu = qemu;
    for (const { card } of this.#cards.all) this.#carrierChanged(card, this.#networks.hasCarrier(card));
    const { events } = this.#parts;
    events.on("powerChanged", ({ to }) => this.powered(to));
    events.on("hypervisorFound", () => {
      this.#attempt(machine.links.restore());
      this.#connectCards();
    });
  }

  powered(state: PowerState): void {
    this.#attempt(this.#networks.setPower(!hasEnded(state)));
    if (state !== "on") return;
    if (this.#isOther)
      this.#parts.log.warn("VM_NETWORK_MODE: the guest was started with another; it takes a power cycle.");
    this.#connectCards();
  }

  close(isOff: boolean): Promise<void> {
    return this.#networks.close(isOff);
  }

  #carrierChanged(card: string, up: boolean): void {
    const { links } = this.#machine ?? {};
    // The link comes up when what it leads to has been handed over.
    if (links) this.#attempt(this.#handedOver.then(() => links.carrierChanged(card, up)));
  }

  /** A machine that is off has the card at its next start. */
  #appeared(name: string): void {
    const card = this.#cards.add(name);
    if (card === undefined) {
      this.#parts.log.warn(`${name}: the machine has no slot for another network card.`);
      return;
    }
    this.#parts.log.info(`${name} has come: it is the machine's ${card}.`);
    const added = this.#networks.add(card, name);
    this.#attempt(added.then(() => this.#carrierChanged(card, this.#networks.hasCarrier(card))));
  }

  #connectCards(): void {
    const done = this.#qemu?.connectCards().catch(error => reportFailure(this.#parts, error));
    if (done && this.#backend === "hub") this.#handedOver = done;
  }

  #fellBack(mode: WireMode, reason: string): void {
    const { log, events } = this.#parts;
    log.warn(`VM_NETWORK_MODE: ${mode} takes the place of ${this.#asked}: ${reason}.`);
    events.emit("networkModeChanged", { network: { mode, reason: "noFilters" } });
  }

  #attempt(work: Promise<unknown>): void {
    work.catch(error => reportFailure(this.#parts, error));
  }
}
