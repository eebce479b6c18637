import { Type } from "typebox";
import { physicalContext, reading } from "./sensor.ts";

/** Copies of what a sensor reads, which lead to the sensor (DSP0266, "Excerpts"). */
export const sensorExcerpt = Type.Object({ DataSourceUri: Type.String(), Reading: reading });

const inList = { DeviceName: Type.String(), PhysicalContext: physicalContext };

export const listedExcerpt = Type.Object({ ...sensorExcerpt.properties, ...inList });

/** `Reading` is in percent of the speed that the fan is made for. */
export const fanExcerpt = Type.Object({ ...sensorExcerpt.properties, SpeedRPM: reading });
export const listedFanExcerpt = Type.Object({ ...fanExcerpt.properties, ...inList });
