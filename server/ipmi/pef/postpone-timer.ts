/** Values of the Arm PEF Postpone Timer command (IPMI 2.0 §30.2); those between them are seconds. */
const disarm = 0x00;
const untilFurtherNotice = 0xfe;

/** Holds event filtering back, so that the machine's software may handle events first. */
export class PostponeTimer {
  readonly #onEnd: () => void;
  #timer: NodeJS.Timeout | undefined;
  #endsAt = 0;
  #forGood = false;

  /** @param onEnd called when filtering may go on */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  get isRunning(): boolean {
    return this.#forGood || this.#timer !== undefined;
  }

  /** As the command has it. */
  get countdown(): number {
    if (this.#forGood) return untilFurtherNotice;
    return this.#timer ? Math.max(1, Math.ceil((this.#endsAt - performance.now()) / 1000)) : disarm;
  }

  arm(value: number): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#forGood = value === untilFurtherNotice;
    if (value === disarm) this.#onEnd();
    else if (!this.#forGood) this.start(value);
  }

  start(seconds: number): void {
    clearTimeout(this.#timer);
    this.#endsAt = performance.now() + seconds * 1000;
    this.#timer = setTimeout(() => this.arm(disarm), seconds * 1000).unref();
  }
}
