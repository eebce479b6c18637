import { type Static, Type } from "typebox";
import type { LimitAction } from "../../bmc/sensors/limit-keeper.ts";
import type { PowerLimitSetting } from "../../bmc/sensors/power-limit.ts";
import { longestSpan } from "../../bmc/sensors/power-statistics.ts";
import { mostCounts, readingOf } from "../../bmc/sensors/scale.ts";
import type { Sensors } from "../../bmc/sensors/sensors.ts";
import { linkTo } from "../properties.ts";
import { patch, resource } from "../resource.ts";
import { powerLimit, powerProperties } from "../schemas/power.ts";
import { measurement, sensorStatus } from "./sensor-view.ts";
import { sensorsOf } from "./thermal-subsystem.ts";

type Limit = Static<typeof powerLimit>;

const exceptions: Readonly<Record<LimitAction, Limit["LimitException"]>> = {
  none: "NoAction",
  powerOff: "HardPowerOff",
  log: "LogEventOnly",
};
const actions: Readonly<Record<Limit["LimitException"], LimitAction>> = {
  NoAction: "none",
  HardPowerOff: "powerOff",
  LogEventOnly: "log",
};

const limitView = ({ active, watts, action, correctionTime }: PowerLimitSetting): Limit => ({
  LimitInWatts: active ? watts : null,
  LimitException: exceptions[action],
  CorrectionInMs: correctionTime,
});

/** Seconds of the average that a power supply shows. */
const shortSpan = 60;

function metrics({ powerStatistics }: Sensors) {
  const span = powerStatistics.over(longestSpan);
  // The interval is in whole minutes; before the first of them there is none.
  if (!span || span.seconds < 60) return {};
  return {
    PowerMetrics: {
      IntervalInMin: Math.floor(span.seconds / 60),
      MinConsumedWatts: span.lowest,
      MaxConsumedWatts: span.highest,
      AverageConsumedWatts: span.average,
    },
  };
}

/** Power and its limit where exporters and other older clients look for them. */
export const power = resource<typeof powerProperties>({
  type: "Power.v1_7_3.Power",
  uri: "/redfish/v1/Chassis/:ChassisId/Power",
  privilege: "Login",
  properties: powerProperties,
  read({ sensors, powerLimit, machine: { powerState } }, { id, uri }) {
    const consumption = sensors.named("Power");
    const reading = consumption.reading ?? null;
    const status = sensorStatus(consumption, powerState);
    const average = sensors.powerStatistics.over(shortSpan)?.average;
    return {
      Id: id,
      Name: "Power",
      PowerControl: [
        {
          ...{ "@odata.id": `${uri}#/PowerControl/0`, MemberId: "0", Name: "System Power Control" },
          PowerConsumedWatts: reading,
          ...metrics(sensors),
          PowerLimit: limitView(powerLimit.value),
          Status: status,
          RelatedItem: [linkTo("/redfish/v1/Systems/1"), linkTo("/redfish/v1/Chassis/1")],
        },
      ],
      Voltages: sensorsOf(sensors, "voltage").map((sensor, index) => ({
        ...measurement(`${uri}#/Voltages`, index, sensor, powerState),
        ReadingVolts: sensor.reading ?? null,
        MinReadingRange: readingOf(sensor.declaration.factors, 0),
        MaxReadingRange: readingOf(sensor.declaration.factors, mostCounts),
      })),
      PowerSupplies: [
        {
          ...{ "@odata.id": `${uri}#/PowerSupplies/0`, MemberId: "0", Name: "Power Supply 1" },
          PowerInputWatts: reading,
          ...(average !== undefined && { LastPowerOutputWatts: average }),
          Status: status,
          RelatedItem: [linkTo("/redfish/v1/Chassis/1/PowerSubsystem/PowerSupplies/1")],
        },
      ],
    };
  },
  patch: patch({
    privilege: "ConfigureManager",
    properties: {
      PowerControl: Type.Optional(
        Type.Array(Type.Object({ PowerLimit: Type.Optional(Type.Partial(powerLimit)) }), { maxItems: 1 }),
      ),
    },
    handle({ powerLimit }, { PowerControl }) {
      const { LimitInWatts, LimitException, CorrectionInMs } = PowerControl?.[0]?.PowerLimit ?? {};
      powerLimit.change({
        ...(LimitInWatts === null && { active: false }),
        ...(typeof LimitInWatts === "number" && { active: true, watts: LimitInWatts }),
        ...(LimitException && { action: actions[LimitException] }),
        ...(CorrectionInMs !== undefined && { correctionTime: CorrectionInMs }),
      });
    },
  }),
});
