import type { Setting, Settings } from "../settings.ts";
import { Excess } from "./excess.ts";
import type { LimitAction, LimitKeeper } from "./limit-keeper.ts";
import type { Sensors } from "./sensors.ts";

export interface PowerLimitSetting {
  /** 0 while none was ever set. */
  readonly watts: number;
  /** Milliseconds that the machine gets to come below the limit again. */
  readonly correctionTime: number;
  /** Seconds over which power is averaged. */
  readonly samplingPeriod: number;
  readonly action: LimitAction;
  readonly active: boolean;
}

const noPowerLimit: PowerLimitSetting = {
  watts: 0,
  correctionTime: 0,
  samplingPeriod: 1,
  action: "none",
  active: false,
};

/**
 * The power that the machine is to stay below. A virtual machine cannot be slowed down to a number of watts, so the
 * limit takes nothing away: an active one that is exceeded for longer than its correction time brings its action about.
 */
export class PowerLimit {
  readonly #setting: Setting<PowerLimitSetting>;
  #excess = new Excess();

  constructor(sensors: Sensors, settings: Settings, keeper: LimitKeeper) {
    this.#setting = settings.open("powerLimit", noPowerLimit);
    const power = sensors.named("Power");
    sensors.onSample(at => {
      const { active, watts, samplingPeriod, correctionTime, action } = this.value;
      const average = sensors.powerStatistics.over(Math.max(samplingPeriod, 1))?.average ?? 0;
      if (!this.#excess.lasts(active && average > watts, at, correctionTime)) return;
      keeper.exceeded({ sensor: power, reading: average, limit: watts, action });
    });
  }

  get value(): PowerLimitSetting {
    return this.#setting.value;
  }

  change(change: Partial<PowerLimitSetting>): void {
    this.#setting.save({ ...this.value, ...change });
    this.#excess = new Excess();
  }
}
