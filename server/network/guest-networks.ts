import { type RunBatch, runBatch } from "./batch.ts";
import { interfaceNamed, interfaceNames, macvtapDevice } from "./interface.ts";
import { removeLeftovers } from "./leftovers.ts";
import { LinkMonitor } from "./link-monitor.ts";
import { type Port, Ports } from "./ports.ts";
import { Rounds } from "./rounds.ts";
import { stands } from "./standing.ts";
import { WireMethod, type WireMethodOptions } from "./wire-method.ts";
import type { TapOwner, WireMode } from "./wires.ts";
import { Wiring } from "./wiring.ts";

interface GuestNetworksListener {
  /** Whether a card's wire leads to somebody. */
  onCarrier(card: string, up: boolean): void;
  /** An interface that nobody listed is there: `add` gives it a card. */
  onAppeared(interfaceName: string): void;
  /** A card's device at QEMU was made, or has gone with its interface: `isOpen` may be another now. */
  onDevice(card: string): void;
  /** What was asked for does not work here; `mode` takes its place. */
  onFallback(mode: WireMode, reason: string): void;
  onError(error: Error): void;
}

export interface GuestNetworksOptions {
  /** Six hexadecimal digits that no other machine in this network namespace has. */
  readonly tag: string;
  readonly mode: WireMode;
  readonly owner: TapOwner;
  /** Whether an interface that nobody listed is the guest's. */
  readonly mayTake: (name: string) => boolean;
  /** Whether interfaces go down with the machine, so that their far ends see it. */
  readonly downWhenOff: boolean;
  readonly verdict: WireMethodOptions["verdict"];
  readonly listener: GuestNetworksListener;
}

/**
 * Makes a wire of each of the container's interfaces and a card of the guest, whenever the interface comes, as often as it
 * comes. It knows the kernel's side only: QEMU opens the devices that it is told of.
 */
export class GuestNetworks {
  readonly #options: GuestNetworksOptions;
  readonly #run: RunBatch;
  readonly #method: WireMethod;
  readonly #ports: Ports;
  readonly #wiring: Wiring;
  readonly #rounds: Rounds;
  /** Interfaces that `onAppeared` was told of. */
  readonly #appeared = new Set<string>();
  #monitor: LinkMonitor | undefined;
  /** Unknown until the guest that may be there has been found. */
  #isOn: boolean | undefined;

  constructor(options: GuestNetworksOptions, run: RunBatch = runBatch) {
    const { tag, mode, owner, verdict, listener } = options;
    const { onFallback } = listener;
    const onError = (error: Error): void => listener.onError(error);
    this.#options = options;
    this.#run = run;
    this.#method = new WireMethod({ tag, mode, verdict, onFallback, onOther: () => this.#wireAnew() }, run);
    this.#ports = new Ports(tag, this.#method);
    this.#wiring = new Wiring({ method: this.#method, owner, onError }, run);
    this.#rounds = new Rounds(() => this.#look(), onError);
  }

  get mode(): WireMode {
    return this.#method.mode;
  }

  /** Whether nobody has seen a frame pass on this kernel. */
  get isUnproven(): boolean {
    return !this.#method.isProven;
  }

  /**
   * Makes the taps and begins to follow the interfaces.
   * @throws Error with the kernel's words when it lets us have no tap
   */
  async open(cards: readonly { readonly card: string; readonly interfaceName: string }[]): Promise<void> {
    for (const { card, interfaceName } of cards) this.#ports.add(card, interfaceName);
    const { tag, owner, listener } = this.#options;
    const wires = this.#ports.all.map(({ ends }) => ends);
    await removeLeftovers(this.#run, tag, { mode: this.mode, owner, wires });
    await this.#doubt();
    // A macvtap that stands was given to the guest that may be there by who made it.
    for (const port of this.#ports.all) if (port.wired !== undefined) port.given = deviceOf(port);
    await this.#wiring.makeTaps(this.#ports.withoutTap);
    if (this.isUnproven) await this.#chooseClassifier();
    this.#monitor = new LinkMonitor({
      onChange: () => void this.#rounds.ring(),
      onGone: name => this.#gone(name),
      onMissed: () => void this.#doubt().then(() => this.#rounds.ring()),
      onError: error => listener.onError(error),
    });
    await this.#rounds.ring();
  }

  /** A card for an interface that has come, or may come. Resolves when QEMU can open its device. */
  async add(card: string, interfaceName: string): Promise<void> {
    this.#ports.add(card, interfaceName);
    await this.#rounds.ring();
  }

  /** Whether a card's wire leads to somebody. */
  hasCarrier(card: string): boolean {
    return this.#ports.of(card).carrier;
  }

  /** The name of the device that QEMU has to open for a card. */
  deviceOf(card: string): string {
    return this.#ports.of(card).ends.device;
  }

  /** Whether a QEMU that runs has the card's device open; one that is gone, nobody has to. */
  isOpen(card: string): boolean {
    const port = this.#ports.of(card);
    if (this.mode === "macvtap") return port.given === deviceOf(port);
    const tap = interfaceNamed(port.ends.device);
    // Of a tap that is down the kernel does not tell.
    return !tap?.isUp || tap.carrier;
  }

  /**
   * Gives QEMU the macvtap of a card.
   * @param give gets the number of its file, "246:1", or undefined while there is none
   */
  async handOver(card: string, give: (device: string | undefined) => Promise<void>): Promise<void> {
    const port = this.#ports.of(card);
    const device = deviceOf(port);
    port.given = null;
    await give(macvtapDevice(port.ends.device));
    port.given = device;
  }

  /**
   * Sends a frame to a card's device and tries what else there is until one arrives. QEMU has opened the device, and the
   * card has no link.
   */
  prove(card: string): Promise<void> {
    return this.#method.prove(this.deviceOf(card));
  }

  /** The machine was switched on or off. */
  async setPower(isOn: boolean): Promise<void> {
    if (this.#isOn === isOn) return;
    this.#isOn = isOn;
    if (!this.#options.downWhenOff) return;
    await this.#wiring.setUp(this.#ports.all, isOn);
    void this.#rounds.ring();
  }

  /** @param isOver whether the machine is off: then nothing of its wires stays; otherwise the next BMC takes them up */
  async close(isOver: boolean): Promise<void> {
    this.#monitor?.close();
    await this.#rounds.close();
    if (isOver) await this.#wiring.remove(this.#ports.all);
  }

  async #chooseClassifier(): Promise<void> {
    const [first] = this.#ports.all;
    if (!first) return;
    // Trying takes away what is there.
    first.wired = undefined;
    await this.#method.choose(first.ends.device);
  }

  #wireAnew(): void {
    for (const port of this.#ports.all) port.wired = undefined;
    if (this.#monitor) void this.#rounds.ring();
  }

  /** Looks which of the wires are there. */
  async #doubt(): Promise<void> {
    await Promise.all(
      this.#ports.all.map(async port => {
        const now = this.#ports.numbers(port);
        port.wired = (await stands(this.mode, port.ends)) ? now : undefined;
      }),
    );
  }

  #gone(name: string): void {
    this.#ports.gone(name);
    this.#appeared.delete(name);
  }

  async #look(): Promise<void> {
    await this.#wiring.makeTaps(this.#ports.withoutTap);
    // QEMU is to let go at once of a macvtap that has gone with its interface.
    this.#tellDevices();
    await this.#wire();
    this.#tellDevices();
    this.#tellCarriers();
    this.#tellAppeared();
  }

  async #wire(): Promise<void> {
    const up = this.#options.downWhenOff ? this.#isOn : true;
    if (this.mode === "macvtap" && up === false) return;
    const ports = this.#ports.takeUnwired();
    if (ports.length === 0) return;
    if (!(await this.#wiring.make(ports, up))) this.#rounds.ringLater();
    this.#ports.made(ports);
  }

  #tellDevices(): void {
    for (const port of this.#ports.all) {
      const device = deviceOf(port);
      if (device === port.device) continue;
      port.device = device;
      this.#options.listener.onDevice(port.card);
    }
  }

  #tellCarriers(): void {
    for (const port of this.#ports.all) {
      const up = port.wired !== undefined && interfaceNamed(port.ends.interfaceName)?.carrier === true;
      if (up === port.carrier) continue;
      port.carrier = up;
      this.#options.listener.onCarrier(port.card, up);
    }
  }

  #tellAppeared(): void {
    for (const name of interfaceNames()) {
      if (this.#ports.has(name) || this.#appeared.has(name) || !this.#options.mayTake(name)) continue;
      this.#appeared.add(name);
      this.#options.listener.onAppeared(name);
    }
  }
}

const deviceOf = ({ ends }: Port): number | undefined => interfaceNamed(ends.device)?.index;
