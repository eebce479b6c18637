import type { EventBus } from "../events/bus.ts";
import type { BootOverride, Origin } from "../events/events.ts";
import { asMachineError } from "./errors.ts";
import type { BootPlan, Hypervisor } from "./hypervisor.ts";
import type { MachineStore } from "./machine-store.ts";
import type { MachineSettings } from "./settings.ts";

const noOverride: BootOverride = { enabled: "disabled", target: "none", mode: "legacy" };

/**
 * The boot override, one for all front ends. The hypervisor is told as soon as it changes, so that a
 * reboot that the guest starts by itself takes it too.
 */
export class BootControl {
  readonly #hypervisor: Hypervisor;
  readonly #store: MachineStore;
  readonly #events: EventBus;
  readonly #settings: MachineSettings;
  #override: BootOverride;

  constructor(hypervisor: Hypervisor, store: MachineStore, events: EventBus, settings: MachineSettings) {
    this.#hypervisor = hypervisor;
    this.#store = store;
    this.#events = events;
    this.#settings = settings;
    this.#override = store.load().bootOverride ?? noOverride;
    events.on("machineSettingsChanged", ({ origin }) => {
      this.prepare().catch(error => {
        const { message: detail } = asMachineError(error);
        events.emit("powerOperationFailed", { action: "machineSettings", origin, detail });
      });
    });
  }

  get override(): BootOverride {
    return this.#override;
  }

  /** What the next boot takes. */
  get plan(): BootPlan {
    const { enabled, target, mode } = this.#override;
    const cold = Object.keys(this.#settings.pending).length > 0;
    return { target: enabled === "disabled" ? "none" : target, mode, ...(cold && { cold }) };
  }

  /** @throws MachineError unreachable | failed | notSupported; the override is then as it was */
  async set(override: BootOverride, origin: Origin): Promise<void> {
    const wanted = override.target === "none" ? { ...override, enabled: "disabled" as const } : override;
    const before = this.#override;
    this.#override = wanted;
    try {
      await this.#hypervisor.prepareBoot(this.plan);
    } catch (error) {
      this.#override = before;
      throw error;
    }
    this.#store.save({ bootOverride: wanted });
    this.#events.emit("bootOverrideChanged", { bootOverride: wanted, origin });
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
    const { enabled, target, mode } = taken;
    const changed = this.#override !== taken;
    if (!changed && enabled !== "once") return;
    if (!changed) {
      this.#override = { enabled: "disabled", target: "none", mode };
      this.#store.save({ bootOverride: this.#override });
      this.#events.emit("bootOverrideUsed", { target });
    }
    await this.#hypervisor.prepareBoot(this.plan);
  }
}
