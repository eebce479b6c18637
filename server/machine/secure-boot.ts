import type { EventBus } from "../events/bus.ts";
import type { BootMode, Origin } from "../events/events.ts";
import { asMachineError, MachineError } from "./errors.ts";
import type { MachineStore } from "./machine-store.ts";
import {
  enforces,
  type KeyReset,
  type SecureBootChange,
  type SecureBootState,
  type SecureBootVariables,
} from "./secure-boot-state.ts";

/** What outlasts a restart of the BMC. */
export interface SecureBootRecord {
  /** What waits for the next cold start. */
  readonly pending: SecureBootChange;
  /** Whether the firmware checked what it started, at the last boot. */
  readonly inForce: boolean;
}

export interface SecureBootParts {
  readonly store: MachineStore;
  readonly events: EventBus;
  /** Absent where the firmware is not the BMC's to know. */
  readonly variables?: SecureBootVariables | undefined;
  readonly isOff: () => boolean;
  /** The mode in which the machine runs or last ran. */
  readonly bootMode: () => BootMode;
}

const nothing: SecureBootChange = { keyResets: [] };
const bmc: Origin = { via: "bmc" };

/**
 * Secure boot, as the firmware's variables have it. They are the firmware's while the machine runs: what is asked for
 * then waits for a cold start. What the guest makes of them meanwhile shows after its next reset.
 */
export class SecureBoot {
  readonly #parts: SecureBootParts;
  #record: SecureBootRecord;
  #state: SecureBootState | undefined;
  /** Files are read and written one after the other. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(parts: SecureBootParts) {
    this.#parts = parts;
    this.#record = parts.store.load().secureBoot ?? { pending: nothing, inForce: false };
    parts.events.on("machineReset", () => this.#lookAgain());
    parts.events.on("powerChanged", ({ to }) => {
      if (to === "off" || to === "crashed") this.#settle();
    });
  }

  /** Reads the variables, before anybody asks. */
  async begin(): Promise<void> {
    await this.#read().catch(error => this.#tellFailure(error));
  }

  /** What the firmware's variables say; undefined where there is no firmware that can do secure boot. */
  get state(): SecureBootState | undefined {
    return this.#state;
  }

  /** Whether the firmware is to check what it starts, from the next boot on. */
  get enabled(): boolean {
    return this.#record.pending.enabled ?? this.#state?.enabled ?? false;
  }

  /** Whether it checked what it started, at the present boot. */
  get inForce(): boolean {
    return this.#record.inForce && !this.#parts.isOff();
  }

  get isPending(): boolean {
    const { enabled, keyResets } = this.#record.pending;
    return enabled !== undefined || keyResets.length > 0;
  }

  /** At once while the machine is off, else for its next cold start. @throws MachineError notSupported | failed */
  async enable(enabled: boolean, origin: Origin): Promise<void> {
    const wanted = enabled === this.#state?.enabled ? undefined : enabled;
    await this.#change({ ...this.#record.pending, enabled: wanted }, origin);
  }

  /** The same. @throws MachineError notSupported | failed */
  async resetKeys(reset: KeyReset, origin: Origin): Promise<void> {
    const { pending } = this.#record;
    // A reset of everything makes all earlier ones void.
    const earlier = pending.keyResets.filter(
      ({ database }) => reset.database !== undefined && database !== reset.database,
    );
    await this.#change({ ...pending, keyResets: [...earlier, reset] }, origin);
  }

  /** Before a cold start of the machine in this mode. @throws MachineError */
  async takeEffect(mode: BootMode): Promise<void> {
    if (!this.#parts.variables) return;
    if (mode === "legacy") {
      this.#save({ inForce: false });
      return;
    }
    await this.#inTurn(() => this.#write());
    this.#save({ inForce: this.#state !== undefined && enforces(this.#state) });
  }

  async #change(pending: SecureBootChange, origin: Origin): Promise<void> {
    if (!this.#state) throw new MachineError("notSupported", "There is no firmware that can do secure boot.");
    const before = this.#record.pending;
    this.#save({ pending });
    try {
      if (this.#parts.isOff()) await this.#inTurn(() => this.#write());
    } catch (error) {
      this.#save({ pending: before });
      throw error;
    }
    this.#tell(origin);
  }

  async #write(): Promise<void> {
    const { variables } = this.#parts;
    const { pending } = this.#record;
    if (!variables) return;
    if (this.isPending) await variables.change(pending);
    this.#save({ pending: nothing });
    this.#state = await variables.read();
  }

  #read(): Promise<void> {
    return this.#inTurn(async () => {
      this.#state = await this.#parts.variables?.read();
    });
  }

  /** The firmware reads its variables at every reset; the guest, or a person in its setup, may have changed them. */
  #lookAgain(): void {
    if (this.#parts.bootMode() === "legacy") return;
    this.#following(async () => {
      await this.#read();
      this.#save({ inForce: this.#state !== undefined && enforces(this.#state) });
    });
  }

  #settle(): void {
    if (this.#parts.variables) this.#following(() => this.#inTurn(() => this.#write()));
  }

  #following(work: () => Promise<void>): void {
    const before = JSON.stringify([this.enabled, this.inForce, this.#state?.mode]);
    work().then(
      () => {
        if (JSON.stringify([this.enabled, this.inForce, this.#state?.mode]) !== before) this.#tell(bmc);
      },
      error => this.#tellFailure(error),
    );
  }

  #tell(origin: Origin): void {
    const { enabled, isPending } = this;
    this.#parts.events.emit("secureBootChanged", { enabled, pending: isPending, origin });
  }

  #tellFailure(error: unknown): void {
    this.#parts.events.emit("secureBootFailed", { detail: asMachineError(error).message });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => {});
    return done;
  }

  #save(change: Partial<SecureBootRecord>): void {
    this.#record = { ...this.#record, ...change };
    this.#parts.store.save({ secureBoot: this.#record });
  }
}
