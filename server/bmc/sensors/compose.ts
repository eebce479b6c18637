import { LimitKeeper } from "./limit-keeper.ts";
import { PowerLimit } from "./power-limit.ts";
import { Sensors, type SensorsOptions } from "./sensors.ts";
import { ThermalLimit } from "./thermal-limit.ts";

/** The sensors and the limits that are held against them; nothing is read before `sensors.start()`. */
export function composeSensors(options: SensorsOptions) {
  const { machine, events, settings } = options;
  const sensors = new Sensors(options);
  const keeper = new LimitKeeper(machine, events);
  return {
    sensors,
    powerLimit: new PowerLimit(sensors, settings, keeper),
    thermalLimit: new ThermalLimit(sensors, settings, keeper),
  };
}
