import type { BootOverride, RestorePolicy } from "../events/events.ts";
import type { BootSettings } from "./boot.ts";
import type { BootProgressRecord } from "./boot-progress.ts";
import type { Hardware } from "./hardware.ts";
import type { MediaRecord } from "./media.ts";
import type { LastBoot } from "./power-clock.ts";
import type { SecureBootRecord } from "./secure-boot.ts";
import type { SettingsRecord } from "./settings.ts";
import type { WatchdogRecord } from "./watchdog.ts";

/** What the machine remembers over restarts of the BMC. */
export interface MachineRecord {
  /** Whether the machine is meant to be on: what "previous" restores. */
  readonly wantedOn: boolean;
  readonly bootOverride: BootOverride;
  readonly bootSettings: BootSettings;
  readonly bootProgress: BootProgressRecord;
  readonly restorePolicy: RestorePolicy;
  /** Seconds that the machine has been on, up to `poweredOnAt`. */
  readonly secondsOn: number;
  /** Milliseconds since the epoch; null while off. */
  readonly poweredOnAt: number | null;
  readonly lastBoot: LastBoot;
  readonly watchdog: WatchdogRecord;
  readonly media: MediaRecord;
  /** As it was last seen. */
  readonly hardware: Hardware;
  /** The ids of network cards whose cables are cut. */
  readonly cutLinks: readonly string[];
  readonly settings: SettingsRecord;
  readonly secureBoot: SecureBootRecord;
  readonly powerOffButtonEnabled: boolean;
  /** Seconds that a power cycle leaves the machine off. */
  readonly cycleSeconds: number;
  /** Identifies one span of mains power: a new value means that power had gone and came back. */
  readonly mainsId: string;
}

export interface MachineStore {
  load(): Partial<MachineRecord>;
  save(change: Partial<MachineRecord>): void;
}
