import type { RunBatch } from "./batch.ts";
import { delivers } from "./self-test.ts";
import { type Classifier, classifiers, redirect, type WireMode } from "./wires.ts";

/** What works on this kernel. */
export interface Verdict {
  readonly mode: WireMode;
  readonly classifier: Classifier;
}

export interface WireMethodOptions {
  readonly tag: string;
  /** What was asked for. */
  readonly mode: WireMode;
  /** What a self-test has shown since the kernel started. */
  readonly verdict: { get(): Verdict | undefined; keep(verdict: Verdict): void };
  /** What was asked for does not work here; `mode` takes its place. */
  readonly onFallback: (mode: WireMode, reason: string) => void;
  /** Wires that were made in another way are to be made anew. */
  readonly onOther: () => void;
}

/** How wires are made here: as was asked or, where the kernel's filters do not do, by a bridge. */
export class WireMethod {
  readonly #options: WireMethodOptions;
  readonly #run: RunBatch;
  #verdict: Verdict;
  #proven: boolean;

  constructor(options: WireMethodOptions, run: RunBatch) {
    this.#options = options;
    this.#run = run;
    const known = options.mode === "tc" ? options.verdict.get() : undefined;
    this.#proven = known !== undefined || options.mode !== "tc";
    this.#verdict = known ?? { mode: options.mode, classifier: classifiers[0] };
  }

  get mode(): WireMode {
    return this.#verdict.mode;
  }

  get classifier(): Classifier {
    return this.#verdict.classifier;
  }

  /** Whether there is nothing more to find out. */
  get isProven(): boolean {
    return this.#proven;
  }

  /**
   * Takes the first classifier that the kernel has; what it does with it, a frame has to show.
   * @param device a tap on which to try them
   */
  async choose(device: string): Promise<void> {
    for (const classifier of classifiers) {
      const refused = await this.#run("tc", redirect(device, device, classifier));
      if (refused.length > 0) continue;
      this.#verdict = { mode: "tc", classifier };
      return;
    }
    this.#fallBack("the kernel has none of tc's filters that match every frame");
  }

  /** Sends a frame to a tap, and tries what else there is until one arrives. */
  async prove(tap: string): Promise<void> {
    const left = classifiers.slice(classifiers.indexOf(this.#verdict.classifier));
    for (const classifier of left) {
      if (!(await delivers(this.#run, tap, classifier, this.#options.tag))) continue;
      this.#conclude({ mode: "tc", classifier });
      return;
    }
    this.#fallBack("tc's filters deliver no frame to QEMU on this kernel");
  }

  #fallBack(reason: string): void {
    this.#conclude({ mode: "bridge", classifier: classifiers[0] });
    this.#options.onFallback("bridge", reason);
  }

  #conclude(verdict: Verdict): void {
    const isOther = verdict.mode !== this.mode || verdict.classifier !== this.classifier;
    this.#verdict = verdict;
    this.#proven = true;
    this.#options.verdict.keep(verdict);
    if (isOther) this.#options.onOther();
  }
}
