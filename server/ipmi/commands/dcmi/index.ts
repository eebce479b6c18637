import type { AnyCommand } from "../../command.ts";
import { activatePowerLimit } from "./activate-power-limit.ts";
import { getAssetTag } from "./get-asset-tag.ts";
import { getDcmiCapabilitiesInfo } from "./get-dcmi-capabilities-info.ts";
import { getDcmiConfigurationParameters } from "./get-dcmi-configuration-parameters.ts";
import { getDcmiSensorInfo } from "./get-dcmi-sensor-info.ts";
import { getManagementControllerIdentifierString } from "./get-management-controller-identifier-string.ts";
import { getPowerLimit } from "./get-power-limit.ts";
import { getPowerReading } from "./get-power-reading.ts";
import { getTemperatureReadings } from "./get-temperature-readings.ts";
import { getThermalLimit } from "./get-thermal-limit.ts";
import { setAssetTag } from "./set-asset-tag.ts";
import { setDcmiConfigurationParameters } from "./set-dcmi-configuration-parameters.ts";
import { setManagementControllerIdentifierString } from "./set-management-controller-identifier-string.ts";
import { setPowerLimit } from "./set-power-limit.ts";
import { setThermalLimit } from "./set-thermal-limit.ts";

/** DCMI (Data Center Manageability Interface 1.5), by number. */
export const dcmiCommands: readonly AnyCommand[] = [
  getDcmiCapabilitiesInfo,
  getPowerReading,
  getPowerLimit,
  setPowerLimit,
  activatePowerLimit,
  getAssetTag,
  getDcmiSensorInfo,
  setAssetTag,
  getManagementControllerIdentifierString,
  setManagementControllerIdentifierString,
  setThermalLimit,
  getThermalLimit,
  getTemperatureReadings,
  setDcmiConfigurationParameters,
  getDcmiConfigurationParameters,
];
