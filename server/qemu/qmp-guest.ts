import { resolve } from "node:path";
import type { MediaSlot } from "../events/events.ts";
import type { Hardware } from "../machine/hardware.ts";
import type {
  BootPlan,
  GuestStatus,
  HypervisorEvent,
  Media,
  Medium,
  Picture,
} from "../machine/hypervisor.ts";
import type { Chord } from "../machine/keys.ts";
import { GuestMonitor } from "./guest-monitor.ts";
import { deviceAt, devices } from "./hardware/devices.ts";
import { HardwareWatch } from "./hardware/hardware-watch.ts";
import { backendOf } from "./hardware/network-cards.ts";
import { qKeyCodes } from "./key-codes.ts";
import { keysTaken } from "./keyboard-controller.ts";
import { putMedium } from "./media-drives.ts";
import type { QmpClient } from "./qmp/client.ts";
import { QmpDisconnected, qmpToMachineError } from "./qmp/errors.ts";
import type { QmpCommand, QmpCommands, QmpEvent } from "./qmp/protocol.ts";
import { screenDump } from "./screen-dump.ts";

/** What QMP can do with a guest, whoever started its QEMU. */
export abstract class QmpGuest {
  protected readonly monitor: GuestMonitor;
  protected readonly hardwareWatch: HardwareWatch;
  #listener: (event: HypervisorEvent) => void = () => {};
  #hardwareListener: (hardware: Hardware) => void = () => {};
  /** What is meant to be in the slots; one that is not named is none of ours. */
  readonly #media = new Map<MediaSlot, Medium | undefined>();
  /** The cables that were cut or plugged in, by the id of the card. */
  readonly #links = new Map<string, boolean>();
  /** Cards that have no link for now, whatever their cables are. */
  readonly #dark = new Set<string>();
  #mediaChanges: Promise<unknown> = Promise.resolve();
  #pictures = 0;
  /** What the next boot takes, which decides about the place of a disk that is put in. */
  protected bootPlan: BootPlan = { target: "none", mode: "legacy" };

  constructor(now: () => number, onError: (error: unknown) => void) {
    this.monitor = new GuestMonitor(event => this.emit(event), now);
    this.hardwareWatch = new HardwareWatch({
      qmp: () => this.qmp,
      onRead: hardware => this.#hardwareListener(hardware),
      onError,
    });
  }

  protected abstract get qmp(): QmpClient;
  /** The folder for what QEMU hands over, which nobody else may enter. */
  protected abstract get runtimeFolder(): string;

  get status(): GuestStatus {
    return this.monitor.status;
  }

  onEvent(listener: (event: HypervisorEvent) => void): void {
    this.#listener = listener;
  }

  onHardware(listener: (hardware: Hardware) => void): void {
    this.#hardwareListener = listener;
  }

  protected onQmpEvent(event: QmpEvent): void {
    if (event.event === "RESET" || event.event === "DEVICE_DELETED") this.hardwareWatch.readIn();
    this.monitor.onEvent(event);
  }

  async pause(): Promise<void> {
    await this.execute("stop", {});
  }

  async resume(): Promise<void> {
    await this.execute("cont", {});
  }

  async powerButton(): Promise<void> {
    await this.execute("system_powerdown", {});
  }

  async injectNmi(): Promise<void> {
    await this.execute("inject-nmi", {});
  }

  picture(): Promise<Picture> {
    this.#pictures += 1;
    const file = resolve(this.runtimeFolder, `screen.${this.#pictures}.ppm`);
    return this.guard(() => screenDump(this.qmp, file));
  }

  async pressKeys(chord: Chord): Promise<void> {
    const keys = chord.map(code => ({ type: "qcode", data: qKeyCodes[code] }) as const);
    const event = (down: boolean) => (key: (typeof keys)[number]) =>
      ({ type: "key", data: { down, key } }) as const;
    // One command for all, so that no end of this process or of the link comes between press and release.
    const events = [...keys.map(event(true)), ...keys.toReversed().map(event(false))];
    await this.execute("input-send-event", { events });
    await this.guard(() => keysTaken(this.qmp, events.length));
  }

  setMedium(slot: MediaSlot, medium: Medium | undefined): Promise<void> {
    return this.#changingMedia(async () => {
      if (this.qmp.connected) await putMedium(this.qmp, slot, medium, this.bootPlan);
      else if (this.status !== "absent") throw new QmpDisconnected("it is sought again");
      this.#media.set(slot, medium);
    });
  }

  async setLink(card: string, up: boolean): Promise<void> {
    if (this.qmp.connected) await this.guard(() => this.#setLinks([[card, up]]));
    else if (this.status !== "absent") throw qmpToMachineError(new QmpDisconnected("it is sought again"));
    this.#links.set(card, up);
  }

  /** @throws MachineError */
  protected async synchronizeLinks(): Promise<void> {
    if (this.#links.size > 0) await this.guard(() => this.#setLinks(this.#links));
  }

  /** A card that this QEMU does not have is passed by. */
  async #setLinks(links: Iterable<readonly [string, boolean]>): Promise<void> {
    const present = await devices(this.qmp);
    for (const [card, up] of links) {
      const device = deviceAt(present, card);
      if (!device) continue;
      const name = (await backendOf(this.qmp, device)) ?? card;
      await this.qmp.execute("set_link", { name, up: up && !this.#dark.has(card) });
    }
  }

  /**
   * Connects a card with something else, while it has no link: what it sends meanwhile is lost, where otherwise it
   * would wait in QEMU for good, and all that follows behind it.
   * @param leadsSomewhere whether it is connected with anything then; otherwise it is left without a link
   */
  protected async reconnect(card: string, leadsSomewhere: boolean, work: () => Promise<void>): Promise<void> {
    this.#dark.add(card);
    await this.#setLinks([[card, false]]);
    await work();
    if (!leadsSomewhere) return;
    this.#dark.delete(card);
    await this.#setLinks([[card, this.#links.get(card) ?? true]]);
  }

  protected get media(): Media {
    return Object.fromEntries([...this.#media].filter(([, medium]) => medium));
  }

  /** Puts in a QEMU that was found what is meant to be in its slots. @throws MachineError */
  protected synchronizeMedia(): Promise<void> {
    return this.#changingMedia(async () => {
      for (const [slot, medium] of this.#media) await putMedium(this.qmp, slot, medium, this.bootPlan);
    });
  }

  #changingMedia(change: () => Promise<void>): Promise<void> {
    const done = this.#mediaChanges.then(() => this.guard(change));
    this.#mediaChanges = done.catch(() => {});
    return done;
  }

  protected emit(event: HypervisorEvent): void {
    this.#listener(event);
  }

  /** @throws MachineError */
  protected execute<C extends QmpCommand>(
    command: C,
    args: QmpCommands[C]["arguments"],
  ): Promise<QmpCommands[C]["returns"]> {
    return this.guard(() => this.qmp.execute(command, args));
  }

  /** @throws MachineError for whatever goes wrong with QMP */
  protected async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw qmpToMachineError(error);
    }
  }
}
