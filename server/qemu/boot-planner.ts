import type { BootPlan } from "../machine/hypervisor.ts";
import { setBootOrder } from "./boot-order.ts";
import { type GuestMonitor, resetSettles } from "./guest-monitor.ts";
import type { QmpClient } from "./qmp/client.ts";

/**
 * Hands boot plans to a running QEMU. The firmware of a boot under way may read the list again (SeaBIOS
 * resets once more early in its POST), so a plan for the boot after it waits until that is past.
 */
export class BootPlanner {
  readonly #qmp: QmpClient;
  readonly #monitor: GuestMonitor;
  readonly #onError: (error: unknown) => void;
  readonly #needsColdStart: (plan: BootPlan) => boolean;
  #waiting: BootPlan | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    qmp: QmpClient,
    monitor: GuestMonitor,
    onError: (error: unknown) => void,
    needsColdStart: (plan: BootPlan) => boolean,
  ) {
    this.#needsColdStart = needsColdStart;
    this.#qmp = qmp;
    this.#monitor = monitor;
    this.#onError = onError;
  }

  /** @throws QmpCommandError | QmpDisconnected | QmpTimeout */
  async prepare(plan: BootPlan): Promise<void> {
    clearTimeout(this.#timer);
    this.#waiting = plan;
    const wait = resetSettles - this.#monitor.sinceReset;
    if (wait <= 0) await this.flush();
    else this.#timer = setTimeout(() => this.#whenSettled(), wait).unref();
  }

  /** What waits, now: before a reset that is to take it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const plan = this.#waiting;
    this.#waiting = undefined;
    if (!plan) return;
    const reboot = this.#needsColdStart(plan) ? "shutdown" : "reset";
    await this.#qmp.execute("set-action", { reboot });
    await setBootOrder(this.#qmp, plan);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#waiting = undefined;
  }

  #whenSettled(): void {
    const again = this.#waiting;
    if (again) this.prepare(again).catch(this.#onError);
  }
}
