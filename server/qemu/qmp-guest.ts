import type { GuestStatus, HypervisorEvent } from "../machine/hypervisor.ts";
import { GuestMonitor } from "./guest-monitor.ts";
import type { QmpClient } from "./qmp/client.ts";
import { qmpToMachineError } from "./qmp/errors.ts";
import type { QmpCommand, QmpCommands } from "./qmp/protocol.ts";

/** What QMP can do with a guest, whoever started its QEMU. */
export abstract class QmpGuest {
  protected readonly monitor: GuestMonitor;
  #listener: (event: HypervisorEvent) => void = () => {};

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
