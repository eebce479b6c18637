import type { EventBus } from "../events/bus.ts";
import type { Origin } from "../events/events.ts";
import { asMachineError, MachineError } from "./errors.ts";
import type { MachineStore } from "./machine-store.ts";
import type { MachineSettingName, MachineSettingValues, OfferedValues } from "./setting-values.ts";

/** How the last cold start that had something to take went. */
export interface SettingsApplication {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly names: readonly MachineSettingName[];
  /** Why the hypervisor did not start with them; they are pending still. */
  readonly failure?: string;
}

/** What outlasts a restart of the BMC. */
export interface SettingsRecord {
  /** What a user has set; everything else follows the defaults. */
  readonly chosen: Partial<MachineSettingValues>;
  /** What the last cold start took; null until there has been one. */
  readonly taken: MachineSettingValues | null;
  readonly lastApplication: SettingsApplication | null;
}

const initial: SettingsRecord = { chosen: {}, taken: null, lastApplication: null };

export interface MachineSettingsParts {
  readonly store: MachineStore;
  readonly events: EventBus;
  /** What the environment says. */
  readonly defaults: MachineSettingValues;
  /** The most that this host can give. */
  readonly limits: { readonly cpus: number; readonly memory: number };
  /** The values that the machine can have at all, of the settings that cannot have all. */
  readonly offered?: OfferedValues;
  /** Whether cold starts take settings at all: not those of a hypervisor that somebody else started. */
  readonly configurable: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** How the machine's hardware is configured, one truth for all front ends. What changes waits for a cold start. */
export class MachineSettings {
  readonly defaults: MachineSettingValues;
  readonly limits: MachineSettingsParts["limits"];
  readonly configurable: boolean;
  readonly #parts: MachineSettingsParts;
  #offered: OfferedValues;
  #record: SettingsRecord;

  constructor(parts: MachineSettingsParts) {
    this.#parts = parts;
    this.defaults = parts.defaults;
    this.limits = parts.limits;
    this.configurable = parts.configurable;
    this.#offered = parts.offered ?? {};
    const record = { ...initial, ...parts.store.load().settings };
    const chosen = this.#possible(record.chosen);
    const taken = record.taken && { ...this.defaults, ...this.#possible(record.taken) };
    this.#record = { ...record, chosen, taken };
  }

  /** What the machine is configured with now: what the last cold start took. */
  get current(): MachineSettingValues {
    return { ...this.defaults, ...this.#record.taken };
  }

  /** What the next cold start takes, as far as it differs from the present. */
  get pending(): Partial<MachineSettingValues> {
    return difference(this.current, this.#wanted);
  }

  /** Whether the next cold start brings back the defaults. */
  get resetPending(): boolean {
    return Object.keys(this.pending).length > 0 && Object.keys(this.#record.chosen).length === 0;
  }

  /** What the hypervisor turned out to have; it has all values of the settings that are not named. */
  offer(offered: OfferedValues): void {
    this.#offered = offered;
  }

  offers(name: MachineSettingName, value: string | number | boolean): boolean {
    const offered: readonly (typeof value)[] | undefined = this.#offered[name];
    return offered?.includes(value) ?? true;
  }

  /** What was kept of another architecture's machine does not suit this one. */
  #possible<V extends Partial<MachineSettingValues>>(values: V): Partial<V> {
    const entries = Object.entries(values) as [MachineSettingName, string | number | boolean][];
    return Object.fromEntries(entries.filter(([name, value]) => this.offers(name, value))) as Partial<V>;
  }

  get lastApplication(): SettingsApplication | undefined {
    return this.#record.lastApplication ?? undefined;
  }

  get #wanted(): MachineSettingValues {
    return { ...this.defaults, ...this.#record.chosen };
  }

  /** For the next cold start. @throws MachineError notSupported */
  change(values: Partial<MachineSettingValues>, origin: Origin): void {
    this.#choose({ ...this.#record.chosen, ...values }, origin);
  }

  /** The defaults, at the next cold start. @throws MachineError notSupported */
  reset(origin: Origin): void {
    this.#choose({}, origin);
  }

  /** For what holds from now on; a running guest keeps what it has until its next boot. */
  setNow<N extends MachineSettingName>(name: N, value: MachineSettingValues[N], origin: Origin): void {
    if (this.current[name] === value && this.#wanted[name] === value) return;
    const { chosen } = this.#record;
    this.#save({ chosen: { ...chosen, [name]: value }, taken: { ...this.current, [name]: value } });
    this.#tell(origin);
  }

  /**
   * Starts the machine with what is pending. Where that fails, it is pending still.
   * @param start the cold start itself
   */
  async takeEffect(start: () => Promise<void>): Promise<void> {
    const before = this.#record;
    const changed = this.pending;
    const names = Object.keys(changed) as MachineSettingName[];
    const application = { at: this.#parts.now(), names };
    this.#save({ taken: this.#wanted, ...(names.length > 0 && { lastApplication: application }) });
    try {
      await start();
    } catch (error) {
      if (names.length > 0) {
        const lastApplication = { ...application, failure: asMachineError(error).message };
        this.#save({ taken: before.taken, lastApplication });
      }
      throw error;
    }
    if (names.length > 0) this.#parts.events.emit("machineSettingsApplied", { settings: changed });
  }

  #choose(chosen: Partial<MachineSettingValues>, origin: Origin): void {
    if (!this.configurable) {
      throw new MachineError("notSupported", "Who started the hypervisor has chosen the machine's hardware.");
    }
    this.#save({ chosen, taken: this.current });
    this.#tell(origin);
  }

  #tell(origin: Origin): void {
    this.#parts.events.emit("machineSettingsChanged", { pending: this.pending, origin });
  }

  #save(change: Partial<SettingsRecord>): void {
    this.#record = { ...this.#record, ...change };
    this.#parts.store.save({ settings: this.#record });
  }
}

function difference(from: MachineSettingValues, to: MachineSettingValues): Partial<MachineSettingValues> {
  const names = Object.keys(to) as MachineSettingName[];
  return Object.fromEntries(names.filter(name => to[name] !== from[name]).map(name => [name, to[name]]));
}
