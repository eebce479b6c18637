import type { GuestStatus, HypervisorEvent } from "../machine/hypervisor.ts";
import type { QmpEvent, RunState, ShutdownCause } from "./qmp/protocol.ts";

/** SeaBIOS makes two or three RESETs of one reset, the later ones some 60 ms on; on a busy machine, more. */
export const resetSettles = 2000;

const statuses: Record<RunState, GuestStatus> = {
  running: "running",
  suspended: "running",
  paused: "paused",
  "io-error": "paused",
  "internal-error": "paused",
  watchdog: "paused",
  debug: "paused",
  prelaunch: "prelaunch",
  preconfig: "prelaunch",
  inmigrate: "prelaunch",
  postmigrate: "paused",
  "finish-migrate": "paused",
  "restore-vm": "paused",
  "save-vm": "paused",
  colo: "paused",
  shutdown: "shutdown",
  "guest-panicked": "panicked",
};

const shutdownBy: Partial<Record<ShutdownCause, "guest" | "panic" | "signal">> = {
  "guest-shutdown": "guest",
  "guest-panic": "panic",
  "host-signal": "signal",
};

/** Turns QMP's events into the guest's status and into what the machine wants to know. */
export class GuestMonitor {
  readonly #emit: (event: HypervisorEvent) => void;
  readonly #now: () => number;
  #status: GuestStatus = "absent";
  #lastResetAt = Number.NEGATIVE_INFINITY;

  constructor(emit: (event: HypervisorEvent) => void, now: () => number) {
    this.#emit = emit;
    this.#now = now;
  }

  get status(): GuestStatus {
    return this.#status;
  }

  set status(status: GuestStatus) {
    this.#status = status;
  }

  /** Milliseconds since the last reset or start. */
  get sinceReset(): number {
    return this.#now() - this.#lastResetAt;
  }

  /** A reset or start that the machine asked for: the RESETs that follow belong to it. */
  ownReset(): void {
    this.#lastResetAt = this.#now();
  }

  /** After a time without events: what query-status says, told as the event that was missed. */
  synchronize(state: RunState): void {
    const before = this.#status;
    const status = statuses[state];
    this.#status = status;
    if (status === before) return;
    if (status === "running") this.#emit({ type: "running" });
    else if (status === "paused") this.#emit({ type: "paused" });
    else if (status === "shutdown") this.#emit({ type: "shutdown", by: "guest" });
    else if (status === "panicked") this.#emit({ type: "panicked" });
  }

  onEvent(event: QmpEvent): void {
    switch (event.event) {
      case "RESUME":
      case "WAKEUP":
        this.#status = "running";
        this.#emit({ type: "running" });
        return;
      case "STOP":
        // A shutdown stops the guest too; that is no pause.
        if (this.#status !== "running") return;
        this.#status = "paused";
        this.#emit({ type: "paused" });
        return;
      case "RESET":
        this.#onReset(event.data.guest);
        return;
      case "SHUTDOWN":
        this.#onShutdown(event.data.reason);
        return;
      case "GUEST_PANICKED":
        this.#emit({ type: "panicked", ...panicDetail(event.data.info) });
        return;
      default:
        return;
    }
  }

  #onReset(guest: boolean): void {
    const settled = this.sinceReset > resetSettles;
    this.#lastResetAt = this.#now();
    // After a reset while shut down QEMU waits in prelaunch and says no more about it.
    if (this.#status === "shutdown") this.#status = "prelaunch";
    if (settled) this.#emit({ type: "reset", by: guest ? "guest" : "other" });
  }

  #onShutdown(reason: ShutdownCause): void {
    this.#status = "shutdown";
    if (reason === "guest-reset") this.#emit({ type: "rebootHeld" });
    else this.#emit({ type: "shutdown", by: shutdownBy[reason] ?? "other" });
  }
}

function panicDetail(info: Record<string, unknown> | undefined): { detail?: string } {
  return info === undefined ? {} : { detail: JSON.stringify(info) };
}
