import type { Hardware } from "../../machine/hardware.ts";
import type { QmpClient } from "../qmp/client.ts";
import { readHardware } from "./read-hardware.ts";

const firstPause = 1000;
const longestPause = 30_000;

export interface HardwareWatchOptions {
  /** The present conversation. */
  readonly qmp: () => QmpClient;
  readonly onRead: (hardware: Hardware) => void;
  readonly onError: (error: unknown) => void;
}

/** Reads a QEMU's hardware when there may be something new, and again until the firmware has numbered the buses. */
export class HardwareWatch {
  readonly #options: HardwareWatchOptions;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: HardwareWatchOptions) {
    this.#options = options;
  }

  /** Resolves when what can be known at once is read; what fails is told to `onError`. */
  async read(pauseAfter = firstPause): Promise<void> {
    clearTimeout(this.#timer);
    const qmp = this.#options.qmp();
    try {
      const hardware = await readHardware(qmp);
      this.#options.onRead(hardware);
      if (!hardware.pciFunctions) this.readIn(pauseAfter);
    } catch (error) {
      // One that went away is read when it is back.
      if (qmp.connected) this.#options.onError(error);
    }
  }

  /** @param pause milliseconds, in which a burst of changes comes to its end */
  readIn(pause = firstPause): void {
    clearTimeout(this.#timer);
    const again = (): void => {
      if (this.#options.qmp().connected) void this.read(Math.min(pause * 2, longestPause));
    };
    this.#timer = setTimeout(again, pause).unref();
  }
}
