import { Type } from "typebox";
import { links, named, status } from "../properties.ts";
import { setPoint } from "./environment-metrics.ts";
import { reading } from "./sensor.ts";
import { measurement } from "./thermal.ts";

const member = { "@odata.id": Type.String(), MemberId: Type.String(), Name: Type.String() };

export const powerLimit = Type.Object({
  /** Null while the limit is not active. */
  LimitInWatts: Type.Union([setPoint, Type.Null()]),
  LimitException: Type.Enum(["NoAction", "HardPowerOff", "LogEventOnly"]),
  CorrectionInMs: Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 }),
});

export const powerProperties = {
  ...named,
  PowerControl: Type.Array(
    Type.Object({
      ...member,
      PowerConsumedWatts: reading,
      PowerMetrics: Type.Optional(
        Type.Object({
          IntervalInMin: Type.Integer(),
          MinConsumedWatts: Type.Number(),
          MaxConsumedWatts: Type.Number(),
          AverageConsumedWatts: Type.Number(),
        }),
      ),
      PowerLimit: powerLimit,
      Status: status,
      RelatedItem: links,
    }),
  ),
  Voltages: Type.Array(
    Type.Object({
      ...measurement,
      ReadingVolts: reading,
      MinReadingRange: Type.Number(),
      MaxReadingRange: Type.Number(),
    }),
  ),
  PowerSupplies: Type.Array(
    Type.Object({
      ...member,
      PowerInputWatts: reading,
      LastPowerOutputWatts: Type.Optional(Type.Number()),
      Status: status,
      RelatedItem: links,
    }),
  ),
};
