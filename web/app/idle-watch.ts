import { signal } from "@preact/signals";
import type { Alive } from "../../server/web/messages.ts";

/** Seconds before the end at which the person is told, or half of a shorter time-out. */
const longestWarning = 60;
const askAgainMilliseconds = 5_000;
const tickMilliseconds = 1_000;

export interface IdleWatchOptions {
  /** Asks the server how long the session still lasts, which does not count as a use of it. */
  readonly ask: () => void;
  /** Uses the session. */
  readonly stay: () => Promise<void>;
  /** Where keys and pointer are heard: the window. */
  readonly input: EventTarget;
}

/** Knows when the session ends for want of use, and keeps it while the person does something on this page. */
export class IdleWatch {
  /** Seconds until the log-out, while they are few. */
  readonly secondsLeft = signal<number | undefined>(undefined);
  readonly #options: IdleWatchOptions;
  #timers: ReturnType<typeof setInterval>[] = [];
  #inputAt = 0;

  constructor(options: IdleWatchOptions) {
    this.#options = options;
    const onInput = (): void => {
      this.#inputAt = Date.now();
    };
    for (const type of ["pointerdown", "keydown", "wheel"]) {
      options.input.addEventListener(type, onInput, { capture: true, passive: true });
    }
  }

  hear(session: Alive["session"]): void {
    this.stop();
    if (!session) return;
    const { secondsLeft, timeout } = session;
    const endsAt = Date.now() + secondsLeft * 1000;
    const warning = Math.min(longestWarning, timeout / 2);
    if (secondsLeft > warning) {
      this.#timers = [setTimeout(this.#options.ask, (secondsLeft - warning) * 1000)];
    } else if (this.#inputAt > endsAt - (timeout - 1) * 1000) {
      // What the person did since the last use has asked the server nothing, but they are there.
      void this.stay();
    } else {
      this.#warn(endsAt);
    }
  }

  async stay(): Promise<void> {
    this.stop();
    await this.#options.stay();
    this.#options.ask();
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    this.secondsLeft.value = undefined;
  }

  /** Counts down, and asks in between: another tab or a console may have used the session. */
  #warn(endsAt: number): void {
    const tick = (): void => {
      this.secondsLeft.value = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
    };
    tick();
    this.#timers = [
      setInterval(tick, tickMilliseconds),
      setTimeout(
        this.#options.ask,
        Math.min(askAgainMilliseconds, Math.max(tickMilliseconds, endsAt - Date.now())),
      ),
    ];
  }
}
