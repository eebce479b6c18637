import { type Signal, signal } from "@preact/signals";

type TransferState =
  | { readonly name: "running" }
  /** The connection is lost; it goes on by itself. */
  | { readonly name: "waiting" }
  | { readonly name: "failed"; readonly reason: string }
  | { readonly name: "done"; readonly note: string };

/** What is under way between this browser, the BMC and web servers, as the page shows it. */
export interface Transfer {
  readonly id: number;
  readonly kind: "upload" | "import" | "local";
  readonly name: string;
  /** Bytes in all; undefined where that is not known. */
  readonly size: number | undefined;
  /** Bytes that have come, or of a local file have been read. */
  readonly bytes: Signal<number>;
  /** Percent, where only that is known. */
  readonly percent: Signal<number | undefined>;
  readonly state: Signal<TransferState>;
  readonly rate: Rate;
  /** Ends it; what has come of it is thrown away. */
  readonly cancel: () => void;
}

const window = 5000;

/** How fast something goes, over the last seconds. */
class Rate {
  /** Bytes in a second. */
  readonly perSecond = signal(0);
  #samples: { readonly at: number; readonly bytes: number }[] = [];

  sample(bytes: number, now = performance.now()): void {
    this.#samples = [...this.#samples.filter(({ at }) => now - at < window), { at: now, bytes }];
    const [first] = this.#samples;
    if (first && now > first.at) this.perSecond.value = ((bytes - first.bytes) / (now - first.at)) * 1000;
  }

  /** What came before tells nothing of what comes now. */
  restart(): void {
    this.#samples = [];
    this.perSecond.value = 0;
  }
}

let lastId = 0;

export function newTransfer(given: Pick<Transfer, "kind" | "name" | "size" | "cancel">): Transfer {
  lastId += 1;
  return {
    ...given,
    id: lastId,
    bytes: signal(0),
    percent: signal(undefined),
    state: signal<TransferState>({ name: "running" }),
    rate: new Rate(),
  };
}
