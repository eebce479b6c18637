import type { EventBus } from "../events/bus.ts";
import type { BootStage, PowerState } from "../events/events.ts";
import type { MachineStore } from "./machine-store.ts";

/** Milliseconds after a boot's beginning in which the news of the reset that made it may still come. */
const resetNews = 2000;
/** Milliseconds before which no operating system can be up: what it said until then was said before the reset. */
const earliestSystem = 1000;

const stages: readonly BootStage[] = [
  "none",
  "processorStarted",
  "pciConfigured",
  "hardwareReady",
  "setupEntered",
  "osBootStarted",
  "osRunning",
];

/** What outlasts a restart of the BMC. */
export interface BootProgressRecord {
  readonly stage: BootStage;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** When the firmware began. */
  readonly startedAt: number;
  /** Seconds from there until the operating system ran, of the last boot that came so far. */
  readonly lastBootSeconds: number | null;
}

/** How far the machine has come in its boot, from what its firmware and its operating system let be seen. */
export class BootProgress {
  readonly #store: MachineStore;
  readonly #events: EventBus;
  readonly #now: () => number;
  #record: BootProgressRecord | undefined;

  /** @param now milliseconds since the epoch */
  constructor(store: MachineStore, events: EventBus, now: () => number) {
    this.#store = store;
    this.#events = events;
    this.#now = now;
    this.#record = store.load().bootProgress;
    events.on("powerChanged", ({ to }) => this.#powerChanged(to));
    events.on("machineReset", () => {
      if (this.#sinceStart > resetNews) this.#begin();
    });
  }

  get stage(): BootStage {
    return this.#record?.stage ?? "none";
  }

  /** Milliseconds since the epoch when that stage was reached; undefined until a BMC has seen one. */
  get at(): number | undefined {
    return this.#record?.at;
  }

  /** Seconds that the last boot took to a running operating system; undefined where none has shown itself. */
  get lastBootSeconds(): number | undefined {
    return this.#record?.lastBootSeconds ?? undefined;
  }

  /** The firmware has come so far. One that begins anew, or finds that what it started was nothing, goes back. */
  reached(stage: BootStage): void {
    if (this.stage === "none" || this.stage === "osRunning") {
      if (stage === "processorStarted" && this.stage !== "none") this.#begin();
      return;
    }
    if (stage === "processorStarted") this.#begin();
    else if (stages.indexOf(stage) > stages.indexOf(this.stage)) this.#save(stage);
    else if (stage === "hardwareReady" && this.stage === "osBootStarted") this.#save(stage);
  }

  /** Something came from the machine that only its operating system says. */
  operatingSystemSeen(): void {
    if (this.stage === "none" || this.stage === "osRunning" || this.#sinceStart < earliestSystem) return;
    this.#save("osRunning", Math.round(this.#sinceStart) / 1000);
  }

  get #sinceStart(): number {
    return this.#now() - (this.#record?.startedAt ?? 0);
  }

  #powerChanged(to: PowerState): void {
    if (to === "poweringOn") this.#begin();
    if ((to === "off" || to === "crashed") && this.stage !== "none") this.#save("none");
  }

  #begin(): void {
    const at = this.#now();
    const again = this.stage === "processorStarted";
    this.#record = {
      stage: "processorStarted",
      at,
      startedAt: at,
      lastBootSeconds: this.#record?.lastBootSeconds ?? null,
    };
    if (!again) this.#tell();
  }

  #save(stage: BootStage, lastBootSeconds = this.#record?.lastBootSeconds ?? null): void {
    const at = this.#now();
    this.#record = { stage, at, startedAt: this.#record?.startedAt ?? at, lastBootSeconds };
    this.#tell();
  }

  #tell(): void {
    if (this.#record) this.#store.save({ bootProgress: this.#record });
    const { stage } = this;
    // That there is no boot any more is what powerChanged says; what brought one about is told to all before it.
    if (stage === "none") return;
    queueMicrotask(() => this.#events.emit("bootProgressChanged", { stage }));
  }
}
