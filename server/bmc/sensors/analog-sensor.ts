import type { Events, Severity, Threshold } from "../../events/events.ts";
import { countsOf, readingOf, widthInCounts, widthOf } from "./scale.ts";
import { type SensorDeclaration, units } from "./sensor-declaration.ts";
import { type Hysteresis, isBeyond, severities, thresholdNames } from "./thresholds.ts";

/** Which crossings are told as events. */
export interface EventEnables {
  /** Of all events of the sensor. */
  readonly messages: boolean;
  /** Whether the sensor is read at all. */
  readonly scanning: boolean;
  readonly assertion: readonly Threshold[];
  readonly deassertion: readonly Threshold[];
}

type Limits = Readonly<Partial<Record<Threshold, number>>>;

/** What somebody set, in units: counts may mean something else in another version. */
export interface SensorSetting {
  readonly thresholds?: Limits;
  readonly hysteresis?: Hysteresis;
  readonly events?: EventEnables;
}

interface AnalogSensorOptions {
  readonly saved: SensorSetting;
  readonly save: (setting: SensorSetting) => void;
  readonly crossed: (event: Events["sensorThresholdCrossed"]) => void;
}

/**
 * A sensor with its last reading and what is beyond its thresholds. Readings and limits are in counts, as an 8-bit
 * converter would have them, so that all front ends show the same and no reading falls between two.
 */
export class AnalogSensor {
  readonly declaration: SensorDeclaration;
  readonly #options: AnalogSensorOptions;
  #setting: SensorSetting;
  #limits: Limits = {};
  #hysteresis: Hysteresis = { positive: 0, negative: 0 };
  #measured: number | undefined;
  #forced: { readonly counts: number; readonly until: number } | undefined;
  #beyond: ReadonlySet<Threshold> = new Set();
  #returned: ReadonlySet<Threshold> = new Set();

  constructor(declaration: SensorDeclaration, options: AnalogSensorOptions) {
    this.declaration = declaration;
    this.#options = options;
    this.#setting = options.saved;
    this.#apply();
  }

  /** In counts; undefined where there is none at present. */
  get counts(): number | undefined {
    return this.#forced?.counts ?? this.#measured;
  }

  /** In the sensor's unit. */
  get reading(): number | undefined {
    const { counts } = this;
    return counts === undefined ? undefined : readingOf(this.declaration.factors, counts);
  }

  get isForced(): boolean {
    return this.#forced !== undefined;
  }

  /** In counts, of those thresholds that the sensor has. */
  get limits(): Limits {
    return this.#limits;
  }

  /** In counts. */
  get hysteresis(): Hysteresis {
    return this.#hysteresis;
  }

  get events(): EventEnables {
    const own = thresholdNames.filter(name => name in this.#limits);
    return this.#setting.events ?? { messages: true, scanning: true, assertion: own, deassertion: own };
  }

  /** The thresholds that the reading is beyond. */
  get beyond(): ReadonlySet<Threshold> {
    return this.#beyond;
  }

  /** Those that it has come back within since they were last armed. */
  get returned(): ReadonlySet<Threshold> {
    return this.#returned;
  }

  get severity(): Severity {
    const all = [...this.#beyond].map(name => severities[name]);
    if (all.includes("Critical")) return "Critical";
    return all.length > 0 ? "Warning" : "OK";
  }

  /**
   * @param value in the sensor's unit
   * @param at milliseconds, ever growing
   */
  sample(value: number | undefined, at: number): void {
    if (this.#forced && at >= this.#forced.until) this.force(undefined);
    if (!this.events.scanning) return;
    this.#measured = value === undefined ? undefined : countsOf(this.declaration.factors, value);
    this.#evaluate();
  }

  /**
   * The sensor reads this, whatever it measures; undefined ends it.
   * @param until the time, as samples have it, at which it ends by itself
   */
  force(counts: number | undefined, until = Number.POSITIVE_INFINITY): void {
    this.#forced = counts === undefined ? undefined : { counts, until };
    this.#evaluate();
  }

  /** Forgets what is beyond these thresholds: what still is, is told anew. */
  rearm(thresholds: readonly Threshold[] = thresholdNames): void {
    const kept = (names: ReadonlySet<Threshold>) =>
      new Set([...names].filter(name => !thresholds.includes(name)));
    this.#beyond = kept(this.#beyond);
    this.#returned = kept(this.#returned);
    this.#evaluate();
  }

  /** @param limits in counts; thresholds that the sensor does not have are left out */
  setLimits(limits: Limits): void {
    const changed = { ...this.#limits };
    for (const name of thresholdNames) {
      const limit = limits[name];
      if (limit !== undefined && name in changed) changed[name] = limit;
    }
    const { factors } = this.declaration;
    this.#change({ thresholds: mapLimits(changed, limit => readingOf(factors, limit)) });
  }

  /** @param hysteresis in counts */
  setHysteresis({ positive, negative }: Hysteresis): void {
    const { factors } = this.declaration;
    this.#change({
      hysteresis: { positive: widthOf(factors, positive), negative: widthOf(factors, negative) },
    });
  }

  setEvents(events: EventEnables): void {
    this.#change({ events });
  }

  /** As it was at first: nothing set, nothing forced, nothing told. */
  restoreDefaults(): void {
    this.#forced = undefined;
    this.#beyond = new Set();
    this.#returned = new Set();
    this.#setting = {};
    this.#change({});
  }

  #change(change: SensorSetting): void {
    this.#setting = { ...this.#setting, ...change };
    this.#options.save(this.#setting);
    this.#apply();
    this.#evaluate();
  }

  #apply(): void {
    const { factors, thresholds, hysteresis } = this.declaration;
    const set = this.#setting.thresholds;
    this.#limits = mapLimits(thresholds, (limit, name) => countsOf(factors, set?.[name] ?? limit));
    const { positive, negative } = this.#setting.hysteresis ?? { positive: hysteresis, negative: hysteresis };
    this.#hysteresis = {
      positive: widthInCounts(factors, positive),
      negative: widthInCounts(factors, negative),
    };
  }

  /** Without a reading nothing is known, and nobody is told that all is well. */
  #evaluate(): void {
    const { counts } = this;
    const before = this.#beyond;
    const now = new Set<Threshold>();
    if (counts !== undefined) {
      for (const name of thresholdNames) {
        const limit = this.#limits[name];
        if (limit === undefined) continue;
        if (isBeyond(name, limit, counts, this.#hysteresis, before.has(name))) now.add(name);
      }
    }
    this.#beyond = now;
    if (counts === undefined) return;
    const returned = new Set(this.#returned);
    const crossed = thresholdNames.filter(name => now.has(name) !== before.has(name));
    for (const name of crossed) {
      if (now.has(name)) returned.delete(name);
      else returned.add(name);
    }
    this.#returned = returned;
    for (const name of crossed) this.#tell(name, now.has(name), counts);
  }

  #tell(threshold: Threshold, asserted: boolean, counts: number): void {
    const { messages, assertion, deassertion } = this.events;
    if (!messages || !(asserted ? assertion : deassertion).includes(threshold)) return;
    const { number, name, factors, quantity } = this.declaration;
    this.#options.crossed({
      sensor: number,
      name,
      threshold,
      asserted,
      reading: readingOf(factors, counts),
      limit: readingOf(factors, this.#limits[threshold] ?? 0),
      unit: units[quantity],
      severity: severities[threshold],
    });
  }
}

function mapLimits(limits: Limits, change: (limit: number, name: Threshold) => number): Limits {
  const changed: Partial<Record<Threshold, number>> = {};
  for (const name of thresholdNames) {
    const limit = limits[name];
    if (limit !== undefined) changed[name] = change(limit, name);
  }
  return changed;
}
