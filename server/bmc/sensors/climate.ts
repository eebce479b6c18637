/** What only hardware has: temperatures in °C, fan speed in RPM, power in W, and what the supply gives of its nominal voltage. */
export interface Climate {
  readonly inlet: number;
  readonly processor: number;
  readonly board: number;
  readonly fan: number;
  readonly power: number;
  readonly supply: number;
}

const ambient = 22;
const standbyPower = 4;
const idlePower = 48;
const loadPower = 110;
const slowestFan = 2400;
const fastestFan = 9000;
/** The fans turn faster from this temperature of the processor on, by so many RPM for each degree. */
const fanThreshold = 45;
const fanSlope = 120;
/** Seconds in which two thirds of a change have happened. */
const inertia = { inlet: 300, processor: 15, board: 90, fan: 4 };

/** Where all comes to rest at this load, from 0 to 1. */
function target(on: boolean, load: number, processor: number): Climate {
  if (!on) {
    return { inlet: ambient, processor: ambient, board: ambient, fan: 0, power: standbyPower, supply: 1 };
  }
  return {
    inlet: ambient + 2 * load,
    processor: ambient + 16 + 42 * load,
    board: ambient + 8 + 12 * load,
    fan: Math.min(slowestFan + Math.max(processor - fanThreshold, 0) * fanSlope, fastestFan),
    power: idlePower + loadPower * load,
    supply: 1.005 - 0.015 * load,
  };
}

/**
 * The inside of a server that is not there, modelled from its load: temperatures follow it slowly, the fans follow
 * the processor's temperature, power follows at once.
 */
export class ClimateModel {
  #now: Climate = target(false, 0, ambient);

  get now(): Climate {
    return this.#now;
  }

  /** To where an idle machine comes to rest: for one that has been on for who knows how long. */
  settle(): void {
    this.#now = target(true, 0, ambient);
  }

  /** @param load from 0 to 1 */
  advance(on: boolean, load: number, seconds: number): void {
    const { inlet, processor, board, fan } = this.#now;
    const end = target(on, load, processor);
    const towards = (from: number, to: number, slowness: number): number =>
      to + (from - to) * Math.exp(-seconds / slowness);
    this.#now = {
      ...end,
      inlet: towards(inlet, end.inlet, inertia.inlet),
      processor: towards(processor, end.processor, inertia.processor),
      board: towards(board, end.board, inertia.board),
      fan: towards(fan, end.fan, inertia.fan),
    };
  }
}
