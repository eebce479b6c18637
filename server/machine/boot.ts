import { isDeepStrictEqual } from "node:util";
import type { EventBus } from "../events/bus.ts";
import type { BootMode, BootOverride, Origin } from "../events/events.ts";
import { inBootOrder } from "./boot-order.ts";
import { asMachineError, MachineError } from "./errors.ts";
import type { BootDevice, BootPlan, Hypervisor } from "./hypervisor.ts";
import type { MachineStore } from "./machine-store.ts";
import type { SecureBoot } from "./secure-boot.ts";
import type { MachineSettings } from "./settings.ts";

const noOverride: BootOverride = { enabled: "disabled", target: "none" };

/** What lasts over boots. Devices go by their ids; one that is not there (any more) means nothing. */
export interface BootSettings {
  /** What the firmware tries first; all other devices follow in their usual order. */
  readonly order: readonly string[];
  /** What the firmware does not try by itself. */
  readonly disabled: readonly string[];
  /** The device of the target "uefiBootNext"; a boot that takes it takes it away. */
  readonly next: string | null;
  /** The device of the target "uefiTarget". */
  readonly uefiTarget: string | null;
  /** What the target "uefiHttp" boots; null: what a DHCP server says. */
  readonly httpUri: string | null;
}

const initial: BootSettings = { order: [], disabled: [], next: null, uefiTarget: null, httpUri: null };

export interface BootChanges extends Partial<BootSettings> {
  readonly override?: BootOverride;
  /** The firmware of all boots from now on. */
  readonly mode?: BootMode;
}

/**
 * What the machine boots, one truth for all front ends. The hypervisor is told as soon as it changes, so that a
 * reboot that the guest starts by itself takes it too.
 */
export class BootControl {
  readonly #hypervisor: Hypervisor;
  readonly #store: MachineStore;
  readonly #events: EventBus;
  readonly #settings: MachineSettings;
  readonly #secureBoot: SecureBoot;
  #override: BootOverride;
  #boot: BootSettings;

  constructor(
    hypervisor: Hypervisor,
    store: MachineStore,
    events: EventBus,
    settings: MachineSettings,
    secureBoot: SecureBoot,
  ) {
    this.#hypervisor = hypervisor;
    this.#store = store;
    this.#events = events;
    this.#settings = settings;
    this.#secureBoot = secureBoot;
    const { bootOverride, bootSettings } = store.load();
    this.#override = bootOverride ?? noOverride;
    this.#boot = { ...initial, ...bootSettings };
    events.on("machineSettingsChanged", ({ origin }) => this.remind("machineSettings", origin));
    events.on("secureBootChanged", ({ origin }) => this.remind("secureBoot", origin));
  }

  get override(): BootOverride {
    return this.#override;
  }

  get settings(): BootSettings {
    return this.#boot;
  }

  /** The firmware of the next boot. */
  get mode(): BootMode {
    return this.plan.mode;
  }

  /** All devices that there are, as the hypervisor has them. */
  get devices(): readonly BootDevice[] {
    return this.#hypervisor.bootDevices;
  }

  /** The same in the order in which the firmware tries them when nothing overrides it. */
  get order(): readonly BootDevice[] {
    return inBootOrder(this.devices, this.#boot.order);
  }

  isEnabled({ id }: BootDevice): boolean {
    return !this.#boot.disabled.includes(id);
  }

  /** What the next boot takes. */
  get plan(): BootPlan {
    const { enabled, ...override } = this.#override;
    const { target, mode = this.#settings.current.bootMode } = enabled === "disabled" ? noOverride : override;
    const { order, disabled, next, uefiTarget, httpUri } = this.#boot;
    const device = target === "uefiBootNext" ? next : target === "uefiTarget" ? uefiTarget : null;
    const changesVariables = mode === "uefi" && this.#secureBoot.isPending;
    const cold = Object.keys(this.#settings.pending).length > 0 || changesVariables;
    return {
      target,
      mode,
      ...(order.length > 0 && { order }),
      ...(disabled.length > 0 && { disabled }),
      ...(device !== null && { device }),
      ...(target === "uefiHttp" && httpUri !== null && { httpUri }),
      ...(cold && { cold }),
    };
  }

  /** @throws MachineError unreachable | failed | notSupported; the override is then as it was */
  set(override: BootOverride, origin: Origin): Promise<void> {
    return this.change({ override }, origin);
  }

  /** All or nothing. @throws MachineError unreachable | failed | notSupported; all is then as it was */
  async change({ override, mode, ...settings }: BootChanges, origin: Origin): Promise<void> {
    this.#requireMode(override?.mode ?? mode);
    const before = { override: this.#override, boot: this.#boot };
    if (override)
      this.#override = override.target === "none" ? { ...override, enabled: "disabled" } : override;
    this.#boot = { ...this.#boot, ...settings };
    try {
      await this.#hypervisor.prepareBoot({
        ...this.plan,
        ...(mode && { mode: this.#override.mode ?? mode }),
      });
    } catch (error) {
      this.#override = before.override;
      this.#boot = before.boot;
      throw error;
    }
    this.#store.save({ bootOverride: this.#override, bootSettings: this.#boot });
    if (!isDeepStrictEqual(this.#boot, before.boot)) this.#events.emit("bootSettingsChanged", { origin });
    if (override) this.#events.emit("bootOverrideChanged", { bootOverride: this.#override, origin });
    if (mode) this.#settings.setNow("bootMode", mode, origin);
  }

  #requireMode(mode: BootMode | undefined): void {
    if (mode === undefined || this.#settings.offers("bootMode", mode)) return;
    const asked = mode === "uefi" ? "by UEFI" : "by a legacy BIOS";
    throw new MachineError("notSupported", `This machine does not boot ${asked}.`);
  }

  /** Tells the hypervisor the plan where nobody waits for that. */
  remind(action: string, origin: Origin): void {
    this.prepare().catch(error => {
      const { message: detail } = asMachineError(error);
      this.#events.emit("powerOperationFailed", { action, origin, detail });
    });
  }

  /** Tells the hypervisor the plan again, and whether a warm reset is enough for it. */
  prepare(): Promise<"warm" | "cold"> {
    return this.#hypervisor.prepareBoot(this.plan);
  }

  /**
   * The machine has begun a boot with the override that stood when the boot was asked for: "once" is used
   * up. One that was set meanwhile waits for the next boot.
   */
  async bootBegan(taken: BootOverride): Promise<void> {
    const { enabled, target, ...mode } = taken;
    const changed = this.#override !== taken;
    if (!changed && enabled !== "once") return;
    if (!changed) {
      this.#override = { ...noOverride, ...mode };
      if (target === "uefiBootNext") this.#boot = { ...this.#boot, next: null };
      this.#store.save({ bootOverride: this.#override, bootSettings: this.#boot });
      this.#events.emit("bootOverrideUsed", { target });
    }
    await this.#hypervisor.prepareBoot(this.plan);
  }
}
