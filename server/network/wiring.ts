import type { Batch, RunBatch } from "./batch.ts";
import { switchOffIpv6, switchOffTransmitChecksums } from "./container-stack.ts";
import { interfaceNamed } from "./interface.ts";
import type { Port } from "./ports.ts";
import type { WireMethod } from "./wire-method.ts";
import { makeTap, removeWire, setUp, type TapOwner, type WireBatches, wire } from "./wires.ts";

export interface WiringOptions {
  readonly method: Pick<WireMethod, "mode" | "classifier">;
  readonly owner: TapOwner;
  /** What the kernel refuses, each once for as long as something is refused. */
  readonly onError: (error: Error) => void;
}

/** What is done to the kernel for ports. */
export class Wiring {
  readonly #options: WiringOptions;
  readonly #run: RunBatch;
  readonly #complaints = new Set<string>();

  constructor(options: WiringOptions, run: RunBatch) {
    this.#options = options;
    this.#run = run;
  }

  /** @throws Error with the kernel's words when it lets us have no tap */
  async makeTaps(ports: readonly Port[]): Promise<void> {
    const { owner } = this.#options;
    const refused = await this.#run(
      "ip",
      ports.flatMap(({ ends }) => makeTap(ends.device, owner)),
    );
    if (refused[0] !== undefined) throw new Error(refused[0]);
  }

  /**
   * Makes the wires of ports.
   * @param up what the container's interfaces are to be; undefined while they stay as they are
   * @returns whether all were made; those that were not are marked
   */
  async make(ports: readonly Port[], up: boolean | undefined): Promise<boolean> {
    const { mode, classifier } = this.#options.method;
    const names = ports.map(({ ends }) => ends.interfaceName);
    for (const name of names) switchOffIpv6(name);
    const checksums = switchOffTransmitChecksums(names);
    const batches = ports.map(({ ends }) => wire(mode, ends, classifier));
    // A macvtap cannot be up over an interface that is down.
    const refused =
      mode === "macvtap"
        ? [...(await this.#setUp(ports, up)), ...(await this.#runAll(batches))]
        : [...(await this.#runAll(batches)), ...(await this.#setUp(ports, up))];
    await checksums;
    if (refused.length > 0) markRefused(ports, refused);
    this.#complain(refused);
    return refused.length === 0;
  }

  /** Switches the container's interfaces on or off. */
  async setUp(ports: readonly Port[], up: boolean): Promise<void> {
    this.#complain(await this.#setUp(ports, up));
  }

  async remove(ports: readonly Port[]): Promise<void> {
    await this.#runAll(ports.map(({ ends }) => removeWire(ends)));
  }

  async #setUp(ports: readonly Port[], up: boolean | undefined): Promise<readonly string[]> {
    if (up === undefined) return [];
    const others = ports
      .map(({ ends }) => ends.interfaceName)
      .filter(name => interfaceNamed(name)?.isUp === !up);
    return this.#run(
      "ip",
      others.flatMap(name => setUp(name, up)),
    );
  }

  async #runAll(wires: readonly WireBatches[]): Promise<readonly string[]> {
    const all = (of: (wire: WireBatches) => Batch): Batch => wires.flatMap(of);
    const ip = await this.#run(
      "ip",
      all(each => each.ip),
    );
    const tc = await this.#run(
      "tc",
      all(each => each.tc),
    );
    return [...ip, ...tc];
  }

  #complain(refused: readonly string[]): void {
    if (refused.length === 0) this.#complaints.clear();
    for (const words of refused) {
      if (this.#complaints.has(words)) continue;
      this.#complaints.add(words);
      this.#options.onError(new Error(words));
    }
  }
}

/** A refusal that names no port's ends may concern each of them. */
function markRefused(ports: readonly Port[], refused: readonly string[]): void {
  const words = new Set(refused.flatMap(refusal => refusal.split(/[ :]/)));
  const named = ports.filter(({ ends }) => words.has(ends.interfaceName) || words.has(ends.device));
  for (const port of named.length > 0 ? named : ports) port.wired = undefined;
}
