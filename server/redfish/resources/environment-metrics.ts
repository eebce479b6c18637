import { Type } from "typebox";
import { RedfishError } from "../errors.ts";
import { about, message } from "../message.ts";
import { patch, resource } from "../resource.ts";
import {
  controlMode,
  environmentMetricsProperties,
  powerLimitRange,
  setPoint,
} from "../schemas/environment-metrics.ts";
import { excerpt, listedFanExcerpt } from "./sensor-view.ts";
import { sensorsOf } from "./thermal-subsystem.ts";

/** The air, the power, and the limit of power, which is DCMI's. */
export const environmentMetrics = resource<typeof environmentMetricsProperties>({
  type: "EnvironmentMetrics.v1_5_0.EnvironmentMetrics",
  uri: "/redfish/v1/Chassis/:ChassisId/EnvironmentMetrics",
  privilege: "Login",
  properties: environmentMetricsProperties,
  read: ({ sensors, powerLimit: { value } }, { id }) => ({
    Id: id,
    Name: "Chassis Environment Metrics",
    TemperatureCelsius: excerpt(sensors.named("Inlet Temp")),
    FanSpeedsPercent: sensorsOf(sensors, "rotation").map(listedFanExcerpt),
    PowerWatts: excerpt(sensors.named("Power")),
    PowerLimitWatts: {
      SetPoint: value.watts === 0 ? null : value.watts,
      AllowableMin: powerLimitRange.minimum,
      AllowableMax: powerLimitRange.maximum,
      ControlMode: value.active ? "Automatic" : "Disabled",
    },
  }),
  patch: patch({
    privilege: "ConfigureManager",
    properties: {
      PowerLimitWatts: Type.Optional(
        Type.Object({ SetPoint: Type.Optional(setPoint), ControlMode: Type.Optional(controlMode) }),
      ),
    },
    handle({ powerLimit }, { PowerLimitWatts: { SetPoint, ControlMode } = {} }) {
      const watts = SetPoint ?? powerLimit.value.watts;
      const active = ControlMode === undefined ? powerLimit.value.active : ControlMode === "Automatic";
      if (active && watts === 0) {
        throw new RedfishError(
          400,
          about("/PowerLimitWatts/SetPoint", message("PropertyMissing", "SetPoint")),
        );
      }
      powerLimit.change({ watts, active });
    },
  }),
});
