import { mostCards } from "./wanted.ts";

export interface PlacedCard {
  /** "nic3" is in the fourth slot. */
  readonly card: string;
  readonly interfaceName: string;
}

export interface LateCards {
  /** The slots of interfaces that nobody listed, as they were given out so far. */
  readonly late: Readonly<Record<string, number>>;
  readonly save: (late: Readonly<Record<string, number>>) => void;
  /** Whether the interface, or what is left of its wire, is there now. */
  readonly isThere: (interfaceName: string, card: string) => boolean;
}

/** Which interface has which slot. One that came late keeps its slot, also over a restart of the BMC, until it is gone. */
export class CardPlaces {
  readonly #wanted: readonly string[];
  readonly #options: LateCards;
  #late: Readonly<Record<string, number>>;

  constructor(wanted: readonly string[], options: LateCards) {
    this.#wanted = wanted;
    this.#options = options;
    const kept = Object.entries(options.late).filter(
      ([name, slot]) =>
        slot >= wanted.length && !wanted.includes(name) && options.isThere(name, cardAt(slot)),
    );
    this.#late = Object.fromEntries(kept);
  }

  get all(): readonly PlacedCard[] {
    const wanted = this.#wanted.map((interfaceName, slot) => ({ card: cardAt(slot), interfaceName }));
    const late = Object.entries(this.#late).sort(([, one], [, other]) => one - other);
    return [...wanted, ...late.map(([interfaceName, slot]) => ({ card: cardAt(slot), interfaceName }))];
  }

  /** Those that the machine is to have when it starts: who came late and has left needs no card. */
  get present(): readonly PlacedCard[] {
    return this.all.filter(
      ({ interfaceName, card }) =>
        this.#wanted.includes(interfaceName) || this.#options.isThere(interfaceName, card),
    );
  }

  /** Gives an interface the first slot that is free; undefined where there is none. */
  add(interfaceName: string): string | undefined {
    const known = this.#late[interfaceName];
    if (known !== undefined) return cardAt(known);
    const taken = new Set(Object.values(this.#late));
    for (let slot = this.#wanted.length; slot < mostCards; slot += 1) {
      if (taken.has(slot)) continue;
      this.#late = { ...this.#late, [interfaceName]: slot };
      this.#options.save(this.#late);
      return cardAt(slot);
    }
    return undefined;
  }
}

const cardAt = (slot: number): string => `nic${slot}`;
