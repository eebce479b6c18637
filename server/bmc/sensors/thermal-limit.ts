import type { Setting, Settings } from "../settings.ts";
import { Excess } from "./excess.ts";
import type { LimitAction, LimitKeeper } from "./limit-keeper.ts";
import type { Sensors } from "./sensors.ts";

export interface ThermalLimitSetting {
  /** °C; 0 while none was ever set. */
  readonly celsius: number;
  /** Seconds that the air may be warmer. */
  readonly exceptionTime: number;
  readonly action: LimitAction;
}

/** The temperature of the air at the inlet that the machine may run in. */
export class ThermalLimit {
  readonly #setting: Setting<ThermalLimitSetting>;
  #excess = new Excess();

  constructor(sensors: Sensors, settings: Settings, keeper: LimitKeeper) {
    this.#setting = settings.open("thermalLimit", { celsius: 0, exceptionTime: 0, action: "none" });
    const inlet = sensors.named("Inlet Temp");
    sensors.onSample(at => {
      const { celsius, exceptionTime, action } = this.value;
      const { reading } = inlet;
      const isBeyond = action !== "none" && reading !== undefined && reading > celsius;
      if (!this.#excess.lasts(isBeyond, at, exceptionTime * 1000)) return;
      keeper.exceeded({ sensor: inlet, reading: reading ?? 0, limit: celsius, action });
    });
  }

  get value(): ThermalLimitSetting {
    return this.#setting.value;
  }

  set(value: ThermalLimitSetting): void {
    this.#setting.save(value);
    this.#excess = new Excess();
  }
}
