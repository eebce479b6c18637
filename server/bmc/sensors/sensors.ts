import type { EventBus } from "../../events/bus.ts";
import type { PowerState } from "../../events/events.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Setting, Settings } from "../settings.ts";
import { AnalogSensor, type SensorSetting } from "./analog-sensor.ts";
import { ClimateModel } from "./climate.ts";
import { declarations } from "./declarations.ts";
import { LoadMeter } from "./load-meter.ts";
import { PowerStatistics } from "./power-statistics.ts";

/** Seconds between two readings of a sensor. */
export const sampleInterval = 1;

const hasPower: Record<PowerState, boolean> = {
  off: false,
  poweringOn: true,
  on: true,
  paused: true,
  poweringOff: true,
  crashed: false,
};

export interface SensorsOptions {
  readonly machine: Machine;
  readonly events: EventBus;
  readonly settings: Settings;
}

/** All sensors that have a number for a reading, and the one timer that reads them. */
export class Sensors {
  readonly list: readonly AnalogSensor[];
  readonly powerStatistics = new PowerStatistics();
  readonly #machine: Machine;
  readonly #byNumber: ReadonlyMap<number, AnalogSensor>;
  readonly #setting: Setting<Readonly<Record<string, SensorSetting>>>;
  readonly #meter = new LoadMeter();
  readonly #climate = new ClimateModel();
  readonly #listeners: ((at: number) => void)[] = [];
  #sampledAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor({ machine, events, settings }: SensorsOptions) {
    this.#machine = machine;
    this.#setting = settings.open("sensors", {});
    this.list = declarations.map(
      declaration =>
        new AnalogSensor(declaration, {
          saved: this.#setting.value[declaration.number] ?? {},
          save: setting => this.#setting.save({ ...this.#setting.value, [declaration.number]: setting }),
          crossed: event => events.emit("sensorThresholdCrossed", event),
        }),
    );
    this.#byNumber = new Map(this.list.map(sensor => [sensor.declaration.number, sensor]));
  }

  find(number: number): AnalogSensor | undefined {
    return this.#byNumber.get(number);
  }

  /** The first sensor of a kind of reading; there is one. */
  named(name: string): AnalogSensor {
    const sensor = this.list.find(({ declaration }) => declaration.name === name);
    if (!sensor) throw new RangeError(`There is no sensor "${name}".`);
    return sensor;
  }

  /** Called after each sample, with its time in milliseconds. */
  onSample(listener: (at: number) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Makes a sensor read this, as if it were true.
   * @param counts undefined ends it
   * @param seconds after which it ends by itself
   */
  force(sensor: AnalogSensor, counts: number | undefined, seconds = Number.POSITIVE_INFINITY): void {
    sensor.force(counts, (this.#sampledAt ?? 0) + seconds * 1000);
  }

  /** Reads all sensors now, and then every second. */
  start(): void {
    const sample = (): void => {
      this.sample(performance.now());
      // What takes time to learn is there for the next sample.
      void this.#machine.refreshUsage();
    };
    sample();
    this.#timer = setInterval(sample, sampleInterval * 1000);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** @param at milliseconds, ever growing */
  sample(at: number): void {
    const on = hasPower[this.#machine.powerState];
    const load = this.#meter.measure(on ? this.#machine.usage : undefined, at, this.#machine.facts);
    if (this.#sampledAt === undefined && on) this.#climate.settle();
    const seconds = (at - (this.#sampledAt ?? at)) / 1000;
    this.#sampledAt = at;
    this.#climate.advance(on, (load?.cpu ?? 0) / 100, seconds);
    const vitals = { on, load, climate: this.#climate.now };
    for (const sensor of this.list) sensor.sample(sensor.declaration.read(vitals), at);
    this.powerStatistics.add(this.named("Power").reading ?? 0);
    for (const listener of this.#listeners) listener(at);
  }

  /** As the sensors were at first. */
  restoreDefaults(): void {
    for (const sensor of this.list) sensor.restoreDefaults();
  }
}
