import type { BootOverride, Origin } from "../../../events/events.ts";
import type { Machine } from "../../../machine/machine.ts";
import { type BootFlags, flagsOf, overrideOf } from "./boot-flags.ts";

/** Keep the valid bit when no Chassis Control follows within 60 s: an override here lasts until a boot takes it. */
const keepAfter60Seconds = 0x08;

/**
 * What Set System Boot Options has set. The override itself is the machine's; here is only what the machine
 * has no word for.
 */
export class BootOptions {
  setInProgress = 0;
  /** Parameter 3. */
  validBitClearing = keepAfter60Seconds;
  /** Parameter 4: who of BIOS, loader, operating system has handled the boot information. */
  acknowledged = 0;
  /** Selectors of parameters that were marked as invalid. */
  readonly invalid = new Set<number>();
  /** The flags that were written last, and the override that came of them. */
  #written: { readonly flags: BootFlags; readonly override: BootOverride } | undefined;

  /** The flags bit by bit as they were written, as long as the override is still the one that they made. */
  flags(machine: Machine): BootFlags {
    const override = machine.bootOverride;
    return this.#written?.override === override ? this.#written.flags : flagsOf(override);
  }

  /** @throws MachineError */
  async setFlags(machine: Machine, flags: BootFlags, origin: Origin): Promise<void> {
    await machine.setBootOverride(overrideOf(flags), origin);
    this.#written = { flags, override: machine.bootOverride };
  }
}
