import type { Setting, Settings } from "../../../bmc/settings.ts";
import type { EventBus } from "../../../events/bus.ts";
import type { Origin } from "../../../events/events.ts";
import { asMachineError } from "../../../machine/errors.ts";
import type { Machine } from "../../../machine/machine.ts";
import { type BootFlags, flagsOf, overrideOf } from "./boot-flags.ts";

/** What may take the boot flags' valid bit away again (parameter 3, by bit). */
const keepAfterTimeout = 0x08;
const keepAfterWatchdog = 0x04;
const keepAfterPowerButton = 0x01;

const controlTimeout = 60_000;
const mailboxBlockSize = 16;
/** Five blocks are the least that the standard allows. */
const mailboxBlocks = 16;
const bmc: Origin = { via: "bmc" };

interface BootInitiator {
  readonly channel: number;
  readonly sessionId: number;
  /** Seconds since the epoch. */
  readonly timestamp: number;
}

export interface BootOptionValues {
  readonly servicePartition: number;
  readonly servicePartitionScan: number;
  /** An override lasts until a boot takes it; the standard's initial value takes it away after 60 s. */
  readonly validBitClearing: number;
  /** Who of BIOS, loader, operating system has handled the boot information. */
  readonly acknowledged: number;
  /** The flags that were written last, while the override is still the one that they made. */
  readonly flags: BootFlags | undefined;
  readonly initiator: BootInitiator;
  /** Blocks as hexadecimal digits. */
  readonly mailbox: readonly string[];
  /** Selectors of parameters that were marked as invalid. */
  readonly invalid: readonly number[];
}

const initial: BootOptionValues = {
  servicePartition: 0,
  servicePartitionScan: 0,
  validBitClearing: keepAfterTimeout,
  acknowledged: 0,
  flags: undefined,
  initiator: { channel: 0, sessionId: 0, timestamp: 0 },
  mailbox: [],
  invalid: [],
};

/**
 * What Set System Boot Options has set. The override itself is the machine's; here is what the machine has no
 * word for. Flags that were written here, and only those, lose their valid bit as parameter 3 says; a reset that
 * the guest makes by itself takes them all the same, because nobody knows of it in time.
 */
export class BootOptions {
  setInProgress = 0;
  readonly #machine: Machine;
  readonly #setting: Setting<BootOptionValues>;
  readonly #events: EventBus;
  #timer: NodeJS.Timeout | undefined;

  constructor(machine: Machine, settings: Settings, events: EventBus) {
    this.#machine = machine;
    this.#events = events;
    this.#setting = settings.open("bootOptions", initial);
    const forget = (): void => {
      if (this.values.flags) this.change({ flags: undefined });
    };
    events.on("bootOverrideChanged", forget);
    events.on("bootOverrideUsed", forget);
    events.on("watchdogExpired", ({ action }) => {
      if (action === "reset" || action === "cycle") this.#clearUnless(keepAfterWatchdog);
    });
    events.on("powerChanged", ({ to, cause }) => {
      if (to === "poweringOn" && cause === "powerButton") this.#clearUnless(keepAfterPowerButton);
      if (to === "off" || to === "crashed") this.setInProgress = 0;
    });
    events.on("machineReset", () => {
      this.setInProgress = 0;
    });
  }

  get values(): BootOptionValues {
    return this.#setting.value;
  }

  change(change: Partial<BootOptionValues>): void {
    this.#setting.save({ ...this.values, ...change });
  }

  /** The flags bit by bit as they were written, as long as the override is still the one that they made. */
  get flags(): BootFlags {
    const { override, plan, devices } = this.#machine.boot;
    const device = devices.find(({ id }) => id === plan.device);
    return this.values.flags ?? flagsOf(override, device);
  }

  /** @throws MachineError */
  async setFlags(flags: BootFlags, origin: Origin): Promise<void> {
    await this.#machine.setBootOverride(overrideOf(flags), origin);
    this.change({ flags });
    if (flags.boot.valid) this.#startTimer();
    else this.#stopTimer();
  }

  /** A Chassis Control command has come, for which the valid bit waits. */
  controlReceived(): void {
    if (this.#timer) this.#startTimer();
  }

  /** @returns nothing beyond the mailbox's end */
  mailboxBlock(index: number): Buffer | undefined {
    if (index >= mailboxBlocks) return undefined;
    const block = Buffer.alloc(mailboxBlockSize);
    block.write(this.values.mailbox[index] ?? "", "hex");
    return block;
  }

  /** @returns whether there is such a block, and it takes as much */
  writeMailboxBlock(index: number, data: Buffer): boolean {
    if (index >= mailboxBlocks || data.length > mailboxBlockSize) return false;
    const mailbox = Array.from({ length: mailboxBlocks }, (_, n) => this.values.mailbox[n] ?? "");
    this.change({ mailbox: mailbox.with(index, data.toString("hex")) });
    return true;
  }

  #startTimer(): void {
    this.#stopTimer();
    this.#timer = setTimeout(() => {
      this.#stopTimer();
      this.#clearUnless(keepAfterTimeout);
    }, controlTimeout).unref();
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #clearUnless(kept: number): void {
    const { flags, validBitClearing } = this.values;
    if (!flags?.boot.valid || (validBitClearing & kept) !== 0) return;
    const cleared = { ...flags, boot: { ...flags.boot, valid: false } };
    this.setFlags(cleared, bmc).catch((error: unknown) => {
      const { message } = asMachineError(error);
      const failure = { action: "bootOverride", origin: bmc, detail: message };
      this.#events.emit("powerOperationFailed", failure);
    });
  }
}
