import { Type } from "typebox";
import { links, named, status } from "../properties.ts";
import { physicalContext, reading } from "./sensor.ts";

const limit = Type.Optional(Type.Number());

/** What the older resources say of each of their sensors; its reading goes by another name in each. */
export const measurement = {
  "@odata.id": Type.String(),
  MemberId: Type.String(),
  Name: Type.String(),
  SensorNumber: Type.Integer(),
  PhysicalContext: physicalContext,
  LowerThresholdNonCritical: limit,
  LowerThresholdCritical: limit,
  LowerThresholdFatal: limit,
  UpperThresholdNonCritical: limit,
  UpperThresholdCritical: limit,
  UpperThresholdFatal: limit,
  Status: status,
  RelatedItem: links,
};

export const thermalProperties = {
  ...named,
  Status: status,
  Temperatures: Type.Array(
    Type.Object({
      ...measurement,
      ReadingCelsius: reading,
      MinReadingRangeTemp: Type.Number(),
      MaxReadingRangeTemp: Type.Number(),
    }),
  ),
  Fans: Type.Array(
    Type.Object({
      ...measurement,
      Reading: reading,
      ReadingUnits: Type.Enum(["RPM"]),
      MinReadingRange: Type.Integer(),
      MaxReadingRange: Type.Integer(),
    }),
  ),
};
