import type { EventBus } from "../events/bus.ts";
import type { Origin } from "../events/events.ts";
import { MachineError } from "../machine/errors.ts";
import type { Clock } from "./clock.ts";

export type TaskState = "running" | "cancelling" | "completed" | "cancelled" | "failed";

/** What a person should know of the way of an update: which image, and where it goes. */
export interface UpdateNews {
  readonly step: "targetDetermined" | "transferring" | "verifying" | "awaitingActivation" | "successful";
  readonly image: string;
  readonly target: string;
}

/** What takes longer than an answer should wait. */
export interface TaskWork {
  /** For a person: "Insert media". */
  readonly name: string;
  readonly origin: Origin;
  /**
   * Resolves when it is done and rejects with what went wrong; `progress` takes 0 to 100. Once the signal is
   * aborted it ends soon, either way.
   */
  readonly work: (
    progress: (percent: number) => void,
    signal: AbortSignal,
    tell: (news: UpdateNews) => void,
  ) => Promise<void>;
}

/** Tasks that are remembered, those that run included. */
const capacity = 32;

/** A piece of slow work, under way or ended. */
export class Task {
  readonly id: string;
  readonly name: string;
  readonly origin: Origin;
  /** Milliseconds since the epoch by the BMC's clock, as is `endedAt`. */
  readonly startedAt: number;
  /** Settles as the work does. */
  readonly outcome: Promise<void>;
  readonly #abort = new AbortController();
  readonly #clock: Clock;
  #state: TaskState = "running";
  #percent = 0;
  #endedAt: number | undefined;
  #failure: unknown;
  readonly #news: UpdateNews[] = [];

  constructor(id: string, { name, origin, work }: TaskWork, clock: Clock, progressed: (task: Task) => void) {
    this.id = id;
    this.name = name;
    this.origin = origin;
    this.#clock = clock;
    this.startedAt = clock.now();
    const progress = (percent: number): void => {
      const whole = Math.min(Math.floor(percent), 100);
      if (!(whole > this.#percent) || this.hasEnded) return;
      this.#percent = whole;
      progressed(this);
    };
    const tell = (news: UpdateNews): void => {
      this.#news.push(news);
    };
    this.outcome = this.#run(() => work(progress, this.#abort.signal, tell));
  }

  get state(): TaskState {
    return this.#state;
  }

  get hasEnded(): boolean {
    return this.#endedAt !== undefined;
  }

  /** A whole number from 0 to 100. */
  get percent(): number {
    return this.#percent;
  }

  get endedAt(): number | undefined {
    return this.#endedAt;
  }

  /** From the first to the last. */
  get news(): readonly UpdateNews[] {
    return this.#news;
  }

  /** What the work rejected with, when it failed. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Asks the work to stop; what cannot be stopped any more comes to its end as it would have. */
  cancel(): void {
    if (this.#state !== "running") return;
    this.#state = "cancelling";
    this.#abort.abort();
  }

  async #run(work: () => Promise<void>): Promise<void> {
    // That it has begun is told first.
    await undefined;
    try {
      this.#abort.signal.throwIfAborted();
      await work();
      this.#percent = 100;
      this.#end("completed");
    } catch (error) {
      this.#failure = error;
      this.#end(this.#state === "cancelling" ? "cancelled" : "failed");
      throw error;
    }
  }

  #end(state: TaskState): void {
    this.#state = state;
    this.#endedAt = this.#clock.now();
  }
}

/** All slow work of the BMC. The oldest that has ended makes room for a new one; a restart forgets them all. */
export class Tasks {
  readonly #clock: Clock;
  readonly #events: EventBus;
  readonly #byId = new Map<string, Task>();
  #lastId = 0;

  constructor(clock: Clock, events: EventBus) {
    this.#clock = clock;
    this.#events = events;
  }

  /** From the oldest to the newest. */
  get list(): readonly Task[] {
    return [...this.#byId.values()];
  }

  find(id: string): Task | undefined {
    return this.#byId.get(id);
  }

  /**
   * Begins the work at once.
   * @throws MachineError `busy` when too much is under way
   */
  run(work: TaskWork): Task {
    this.#makeRoom();
    this.#lastId += 1;
    const id = `${this.#lastId}`;
    const task = new Task(id, work, this.#clock, ({ percent }) => {
      this.#events.emit("taskProgressed", { id, percent });
    });
    this.#byId.set(id, task);
    const { name, origin } = work;
    this.#events.emit("taskStarted", { id, name, origin });
    const end = (): void => this.#ended(task);
    task.outcome.then(end, end);
    return task;
  }

  /** Forgets the task; what is under way is asked to stop. */
  remove(id: string): void {
    this.#byId.get(id)?.cancel();
    this.#byId.delete(id);
  }

  /** Forgets all that have ended. */
  removeEnded(): void {
    for (const { id, hasEnded } of this.list) if (hasEnded) this.#byId.delete(id);
  }

  /** Asks everything to stop, for a BMC that ends. */
  stop(): void {
    for (const task of this.list) task.cancel();
  }

  #makeRoom(): void {
    if (this.#byId.size < capacity) return;
    const oldest = this.list.find(({ hasEnded }) => hasEnded);
    if (!oldest) throw new MachineError("busy", "Too many tasks are under way.");
    this.#byId.delete(oldest.id);
  }

  #ended({ id, name, origin, state, failure }: Task): void {
    const ended = state === "completed" || state === "cancelled" ? state : "failed";
    const detail = ended === "failed" && {
      detail: failure instanceof Error ? failure.message : `${failure}`,
    };
    this.#events.emit("taskEnded", { id, name, origin, state: ended, ...detail });
  }
}
