import { setTimeout as sleep } from "node:timers/promises";
import type { EventBus } from "../events/bus.ts";
import type { BootStage, PowerState } from "../events/events.ts";
import { MachineError } from "./errors.ts";
import type { Hypervisor } from "./hypervisor.ts";
import type { Chord } from "./keys.ts";

/**
 * Chords in a second where nobody says how many. That the keyboard's few bytes do not overflow is the hypervisor's to
 * see to; this is for what keeps the keys afterwards: a PC BIOS keeps 15 of them until a program asks.
 */
const systemRate = 100;
const firmwareRate = 20;

const stagesOfSystem: ReadonlySet<BootStage> = new Set(["osBootStarted", "osRunning"]);

export interface KeyboardParts {
  readonly hypervisor: Hypervisor;
  readonly events: EventBus;
  readonly powerState: () => PowerState;
  readonly bootStage: () => BootStage;
}

export interface TypingOptions {
  /** Chords in a second, 1 to `highestRate` (keys.ts). */
  readonly rate: number;
  readonly signal?: AbortSignal;
  /** Told after each chord how many there have been. */
  readonly onTyped?: (count: number) => void;
}

/** The machine's keyboard, where the BMC itself types. A chord is pressed and let go as one: none is ever held. */
export class Keyboard {
  readonly #parts: KeyboardParts;
  #typing = false;

  constructor(parts: KeyboardParts) {
    this.#parts = parts;
  }

  /** What the software that runs now takes, as far as that is known. */
  get usualRate(): number {
    return stagesOfSystem.has(this.#parts.bootStage()) ? systemRate : firmwareRate;
  }

  /** @throws MachineError busy while something is typed, wrongState unless the machine is on */
  requireFree(): void {
    this.#requireOn();
    if (this.#typing) throw new MachineError("busy", "Another text is being typed.");
  }

  /** @throws MachineError wrongState | unreachable | failed */
  async press(chord: Chord): Promise<void> {
    this.#requireOn();
    await this.#parts.hypervisor.pressKeys(chord);
  }

  /**
   * Types one chord after the other until the last, an abort, or a start of the machine that would get the rest.
   * @throws MachineError busy | wrongState | unreachable | failed; the signal's reason once it is aborted
   */
  async type(chords: readonly Chord[], options: TypingOptions): Promise<void> {
    this.requireFree();
    this.#typing = true;
    const interruption = new Interruption(this.#parts.events);
    try {
      await this.#typeAll(chords, options, interruption);
    } finally {
      interruption.stop();
      this.#typing = false;
    }
  }

  async #typeAll(
    chords: readonly Chord[],
    { rate, signal, onTyped }: TypingOptions,
    interruption: Interruption,
  ): Promise<void> {
    const gap = 1000 / rate;
    let next = performance.now();
    for (const [index, chord] of chords.entries()) {
      const wait = next - performance.now();
      if (wait > 0) await sleep(wait);
      signal?.throwIfAborted();
      interruption.throwIfAny(`${index} of ${chords.length} keys`);
      await this.#parts.hypervisor.pressKeys(chord);
      onTyped?.(index + 1);
      // Time that was lost is not caught up: a burst is what a guest loses keys by.
      next = Math.max(next, performance.now() - gap) + gap;
    }
  }

  #requireOn(): void {
    const state = this.#parts.powerState();
    if (state !== "on") throw new MachineError("wrongState", `The machine is ${state}: nobody takes keys.`);
  }
}

const endings: Readonly<Partial<Record<PowerState, string>>> = {
  poweringOff: "The machine was switched off",
  off: "The machine was switched off",
  paused: "The machine was paused",
  crashed: "The machine crashed",
};

/** Tells whether what is typed would reach somebody else than it was meant for. */
class Interruption {
  readonly #unsubscribe: readonly (() => void)[];
  #cause: string | undefined;

  constructor(events: EventBus) {
    this.#unsubscribe = [
      events.on("powerChanged", ({ to }) => {
        this.#cause ??= endings[to];
      }),
      events.on("machineReset", () => {
        this.#cause ??= "The machine was reset";
      }),
    ];
  }

  throwIfAny(typed: string): void {
    if (this.#cause) throw new MachineError("wrongState", `${this.#cause}; ${typed} were typed.`);
  }

  stop(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }
}
