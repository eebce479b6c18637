import { interfaceNamed } from "./interface.ts";
import { wireEnds } from "./names.ts";
import type { WireMethod } from "./wire-method.ts";
import type { WireEnds } from "./wires.ts";

/** The wire of one card. */
export interface Port {
  readonly card: string;
  readonly ends: WireEnds;
  /** The interfaces that it connects, by their numbers; undefined when it has to be made. */
  wired: string | undefined;
  /** The number of the device at QEMU when it was last told of. */
  device: number | undefined;
  /** The number of the macvtap that QEMU was given; null when nobody knows what it has. */
  given: number | undefined | null;
  carrier: boolean;
}

/** The wires of all cards, and what is known of them. */
export class Ports {
  readonly #tag: string;
  readonly #method: Pick<WireMethod, "mode">;
  readonly #ports = new Map<string, Port>();

  constructor(tag: string, method: Pick<WireMethod, "mode">) {
    this.#tag = tag;
    this.#method = method;
  }

  get all(): readonly Port[] {
    return [...this.#ports.values()];
  }

  add(card: string, interfaceName: string): void {
    const ends = wireEnds(interfaceName, card, this.#tag);
    const unknown = { wired: undefined, device: undefined, given: null, carrier: false };
    this.#ports.set(card, { card, ends, ...unknown });
  }

  of(card: string): Port {
    const port = this.#ports.get(card);
    if (!port) throw new Error(`There is no card ${card}.`);
    return port;
  }

  has(interfaceName: string): boolean {
    return this.all.some(({ ends }) => ends.interfaceName === interfaceName);
  }

  get withoutTap(): readonly Port[] {
    if (this.#method.mode === "macvtap") return [];
    return this.all.filter(({ ends }) => !interfaceNamed(ends.device));
  }

  /** Those whose wires are to be made, which count as made from now on. */
  takeUnwired(): readonly Port[] {
    return this.all.filter(port => {
      const numbers = this.numbers(port);
      if (numbers === undefined || numbers === port.wired) return false;
      port.wired = numbers;
      return true;
    });
  }

  /** A macvtap has its number only now. What has left meanwhile does not count as made. */
  made(ports: readonly Port[]): void {
    for (const port of ports) if (port.wired !== undefined) port.wired = this.numbers(port);
  }

  /** What tells whether a port's ends are the same as before; undefined while one is missing that no wire brings. */
  numbers({ ends }: Port): string | undefined {
    const outside = interfaceNamed(ends.interfaceName)?.index;
    const inside = interfaceNamed(ends.device)?.index;
    if (outside === undefined || (inside === undefined && this.#method.mode !== "macvtap")) return undefined;
    return `${outside}/${inside}`;
  }

  /** An interface has left: a wire that it had is no more, even when it is back with the same number. */
  gone(name: string): void {
    for (const port of this.all) {
      const { interfaceName, device } = port.ends;
      // A macvtap goes each time that its wire is made.
      const isEnd = name === interfaceName || (name === device && this.#method.mode !== "macvtap");
      if (isEnd) port.wired = undefined;
    }
  }
}
