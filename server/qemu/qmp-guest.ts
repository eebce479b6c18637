import type { MediaSlot } from "../events/events.ts";
import type { BootPlan, GuestStatus, HypervisorEvent, Media, Medium } from "../machine/hypervisor.ts";
import { GuestMonitor } from "./guest-monitor.ts";
import { putMedium } from "./media-drives.ts";
import type { QmpClient } from "./qmp/client.ts";
import { QmpDisconnected, qmpToMachineError } from "./qmp/errors.ts";
import type { QmpCommand, QmpCommands } from "./qmp/protocol.ts";

/** What QMP can do with a guest, whoever started its QEMU. */
export abstract class QmpGuest {
  protected readonly monitor: GuestMonitor;
  #listener: (event: HypervisorEvent) => void = () => {};
  /** What is meant to be in the slots; one that is not named is none of ours. */
  readonly #media = new Map<MediaSlot, Medium | undefined>();
  #mediaChanges: Promise<unknown> = Promise.resolve();
  /** What the next boot takes, which decides about the place of a disk that is put in. */
  protected bootPlan: BootPlan = { target: "none", mode: "legacy" };

  constructor(now: () => number) {
    this.monitor = new GuestMonitor(event => this.emit(event), now);
  }

  protected abstract get qmp(): QmpClient;

  get status(): GuestStatus {
    return this.monitor.status;
  }

  onEvent(listener: (event: HypervisorEvent) => void): void {
    this.#listener = listener;
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

  setMedium(slot: MediaSlot, medium: Medium | undefined): Promise<void> {
    return this.#changingMedia(async () => {
      if (this.qmp.connected) await putMedium(this.qmp, slot, medium, this.bootPlan);
      else if (this.status !== "absent") throw new QmpDisconnected("it is sought again");
      this.#media.set(slot, medium);
    });
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
