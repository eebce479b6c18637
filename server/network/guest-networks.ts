import { type Batch, type RunBatch, runBatch } from "./batch.ts";
import { switchOffIpv6, switchOffTransmitChecksums } from "./container-stack.ts";
import { type Interface, interfaceExists, interfaceNamed, interfaceNames } from "./interface.ts";
import { LinkMonitor } from "./link-monitor.ts";
import { isDeviceOf, wireEnds } from "./names.ts";
import { stands } from "./standing.ts";
import { WireMethod, type WireMethodOptions } from "./wire-method.ts";
import { makeTap, removeWire, setUp, type TapOwner, type WireEnds, type WireMode, wire } from "./wires.ts";

/** Milliseconds after which a wire that the kernel refused is tried again. */
const retryPause = 1000;

interface GuestNetworksListener {
  /** Whether a card's wire leads to somebody. */
  onCarrier(card: string, up: boolean): void;
  /** An interface that nobody listed is there: `add` gives it a card. */
  onAppeared(interfaceName: string): void;
  /** A card's device at QEMU was made anew, or has gone with its interface: what QEMU has opened leads nowhere. */
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

/** The wire of one card. */
interface Port {
  readonly card: string;
  readonly ends: WireEnds;
  /** The interfaces that it connects, by their numbers; undefined when it has to be made. */
  wired: string | undefined;
  /** Whether its device at QEMU has been there. */
  made: boolean;
  carrier: boolean;
}

/**
 * Makes a wire of each of the container's interfaces and a card of the guest, whenever the interface comes, as often as it
 * comes. It knows the kernel's side only: QEMU opens the devices that it is told of.
 */
export class GuestNetworks {
  readonly #options: GuestNetworksOptions;
  readonly #run: RunBatch;
  readonly #method: WireMethod;
  readonly #ports = new Map<string, Port>();
  readonly #told = new Set<string>();
  readonly #complaints = new Set<string>();
  #monitor: LinkMonitor | undefined;
  /** Unknown until the guest that may be there has been found. */
  #isOn: boolean | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(options: GuestNetworksOptions, run: RunBatch = runBatch) {
    this.#options = options;
    this.#run = run;
    const { tag, mode, verdict, listener } = options;
    const { onFallback } = listener;
    this.#method = new WireMethod({ tag, mode, verdict, onFallback, onOther: () => this.#wireAnew() }, run);
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
    for (const { card, interfaceName } of cards) this.#addPort(card, interfaceName);
    await this.#removeStrangers();
    await this.#doubt();
    await this.#makeTaps(this.#missingTaps());
    if (this.isUnproven) await this.#chooseClassifier();
    const { onError } = this.#options.listener;
    this.#monitor = new LinkMonitor({
      onChange: () => this.#ring(),
      onGone: name => this.#gone(name),
      onMissed: () => void this.#doubt().then(() => this.#ring()),
      onError,
    });
    this.#ring();
    await this.#looking;
  }

  /** A card for an interface that has come, or may come. Resolves when QEMU can open its device. */
  async add(card: string, interfaceName: string): Promise<void> {
    this.#addPort(card, interfaceName);
    this.#ring();
    await this.#looking;
  }

  /** Whether a card's wire leads to somebody. */
  hasCarrier(card: string): boolean {
    return this.#port(card).carrier;
  }

  /** The name of the device that QEMU has to open for a card. */
  deviceOf(card: string): string {
    return this.#port(card).ends.device;
  }

  /**
   * Sends a frame to a card's device and tries what else there is until one arrives. QEMU has opened the device, and the
   * card has no link.
   */
  prove(card: string): Promise<void> {
    return this.#method.prove(this.#port(card).ends.device);
  }

  /** The machine was switched on or off. */
  async setPower(isOn: boolean): Promise<void> {
    if (this.#isOn === isOn) return;
    this.#isOn = isOn;
    if (!this.#options.downWhenOff) return;
    this.#complain(await this.#setUp([...this.#ports.values()]));
    this.#ring();
  }

  /** @param isOver whether the machine is off: then nothing of its wires stays; otherwise the next BMC takes them up */
  async close(isOver: boolean): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#monitor?.close();
    await this.#looking;
    if (!isOver) return;
    await this.#runAll([...this.#ports.values()].map(({ ends }) => removeWire(ends)));
  }

  #port(card: string): Port {
    const port = this.#ports.get(card);
    if (!port) throw new Error(`There is no card ${card}.`);
    return port;
  }

  #addPort(card: string, interfaceName: string): void {
    const ends = wireEnds(interfaceName, card, this.#options.tag);
    this.#ports.set(card, { card, ends, wired: undefined, made: false, carrier: false });
    this.#told.add(interfaceName);
  }

  /** What a BMC that was killed left of cards that are no more. */
  async #removeStrangers(): Promise<void> {
    const ours = [...this.#ports.values()].flatMap(({ ends }) => [ends.device, ends.bridge]);
    const strangers = interfaceNames().filter(
      name => isDeviceOf(name, this.#options.tag) && !ours.includes(name),
    );
    await this.#run(
      "ip",
      strangers.map(name => ({ words: `link del dev ${name}`, optional: true })),
    );
  }

  #missingTaps(): readonly Port[] {
    if (this.mode === "macvtap") return [];
    return [...this.#ports.values()].filter(({ ends }) => !interfaceNamed(ends.device));
  }

  async #makeTaps(ports: readonly Port[]): Promise<void> {
    const { owner } = this.#options;
    const refused = await this.#run(
      "ip",
      ports.flatMap(({ ends }) => makeTap(ends.device, owner)),
    );
    if (refused[0] !== undefined) throw new Error(refused[0]);
    for (const port of ports) port.made = true;
  }

  async #chooseClassifier(): Promise<void> {
    const [first] = this.#ports.values();
    if (!first) return;
    // Trying takes away what is there.
    first.wired = undefined;
    await this.#method.choose(first.ends.device);
  }

  #wireAnew(): void {
    for (const port of this.#ports.values()) port.wired = undefined;
    if (this.#monitor) this.#ring();
  }

  /** Looks which of the wires are there. */
  async #doubt(): Promise<void> {
    await Promise.all(
      [...this.#ports.values()].map(async port => {
        const now = this.#numbers(port);
        port.wired = (await stands(this.mode, port.ends)) ? now : undefined;
      }),
    );
  }

  #gone(name: string): void {
    for (const port of this.#ports.values()) {
      const { interfaceName, device } = port.ends;
      if (name === interfaceName || name === device) port.wired = undefined;
    }
    this.#told.delete(name);
    for (const { ends } of this.#ports.values()) this.#told.add(ends.interfaceName);
  }

  #ring(): void {
    if (this.#closed) return;
    this.#again = true;
    this.#looking ??= this.#lookUntilQuiet().finally(() => {
      this.#looking = undefined;
    });
  }

  async #lookUntilQuiet(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        await this.#look();
      } catch (error) {
        this.#options.listener.onError(error as Error);
        this.#retryLater();
      }
    }
  }

  async #look(): Promise<void> {
    const lost = this.#missingTaps();
    if (lost.length > 0) {
      const again = lost.filter(({ made }) => made);
      await this.#makeTaps(lost);
      for (const { card } of again) this.#options.listener.onDevice(card);
    }
    this.#missDevices();
    await this.#wire();
    for (const port of this.#ports.values()) this.#tellCarrier(port);
    for (const name of interfaceNames()) {
      if (this.#told.has(name) || !this.#options.mayTake(name)) continue;
      this.#told.add(name);
      this.#options.listener.onAppeared(name);
    }
  }

  async #wire(): Promise<void> {
    const { mode, classifier } = this.#method;
    // A macvtap cannot be up over an interface that is to be down.
    if (mode === "macvtap" && this.#wantsUp === false) return;
    const undone = [...this.#ports.values()].filter(port => {
      const numbers = this.#numbers(port);
      const isDone = numbers === undefined || numbers === port.wired;
      if (!isDone) port.wired = numbers;
      return !isDone;
    });
    if (undone.length === 0) return;
    const names = undone.map(({ ends }) => ends.interfaceName);
    for (const name of names) switchOffIpv6(name);
    const checksums = switchOffTransmitChecksums(names);
    const refused = mode === "macvtap" ? await this.#setUp(undone) : [];
    refused.push(...(await this.#runAll(undone.map(({ ends }) => wire(mode, ends, classifier)))));
    if (mode !== "macvtap") refused.push(...(await this.#setUp(undone)));
    await checksums;
    this.#tellDevices(undone);
    this.#afterRefusals(undone, refused);
  }

  /** A macvtap is made with its wire, and has to be opened each time. */
  #tellDevices(ports: readonly Port[]): void {
    if (this.mode !== "macvtap") return;
    for (const port of ports) {
      port.made = interfaceExists(port.ends.device);
      this.#options.listener.onDevice(port.card);
    }
  }

  /** A macvtap goes with its interface; QEMU is to let go of it at once. */
  #missDevices(): void {
    for (const port of this.#ports.values()) {
      if (this.mode !== "macvtap" || !port.made || interfaceExists(port.ends.device)) continue;
      port.made = false;
      this.#options.listener.onDevice(port.card);
    }
  }

  #afterRefusals(ports: readonly Port[], refused: readonly string[]): void {
    if (refused.length === 0) {
      this.#complaints.clear();
      return;
    }
    const words = new Set(refused.flatMap(refusal => refusal.split(/[ :]/)));
    const isTold = ports.some(({ ends }) => words.has(ends.interfaceName) || words.has(ends.device));
    for (const port of ports) {
      const { interfaceName, device } = port.ends;
      if (!isTold || words.has(interfaceName) || words.has(device)) port.wired = undefined;
    }
    this.#complain(refused);
    this.#retryLater();
  }

  /** What the container's interfaces are to be; undefined while they stay as they are. */
  get #wantsUp(): boolean | undefined {
    return this.#options.downWhenOff ? this.#isOn : true;
  }

  async #setUp(ports: readonly Port[]): Promise<string[]> {
    const wanted = this.#wantsUp;
    const others = ports
      .map(({ ends }) => ends.interfaceName)
      .filter(name => wanted !== undefined && interfaceNamed(name)?.isUp === !wanted);
    return [
      ...(await this.#run(
        "ip",
        others.flatMap(name => setUp(name, wanted === true)),
      )),
    ];
  }

  #numbers({ ends }: Port): string | undefined {
    const outside = interfaceNamed(ends.interfaceName)?.index;
    if (outside === undefined) return undefined;
    const inside = this.mode === "macvtap" ? "" : interfaceNamed(ends.device)?.index;
    return inside === undefined ? undefined : `${outside}/${inside}`;
  }

  #tellCarrier(port: Port): void {
    const { carrier = false }: Partial<Interface> = interfaceNamed(port.ends.interfaceName) ?? {};
    const up = carrier && port.wired !== undefined;
    if (up === port.carrier) return;
    port.carrier = up;
    this.#options.listener.onCarrier(port.card, up);
  }

  async #runAll(wires: readonly { readonly ip: Batch; readonly tc: Batch }[]): Promise<string[]> {
    const ip = await this.#run(
      "ip",
      wires.flatMap(each => each.ip),
    );
    const tc = await this.#run(
      "tc",
      wires.flatMap(each => each.tc),
    );
    return [...ip, ...tc];
  }

  /** Each once, however often it is tried. */
  #complain(refused: readonly string[]): void {
    for (const words of refused) {
      if (this.#complaints.has(words)) continue;
      this.#complaints.add(words);
      this.#options.listener.onError(new Error(words));
    }
  }

  #retryLater(): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#ring(), retryPause).unref();
  }
}
