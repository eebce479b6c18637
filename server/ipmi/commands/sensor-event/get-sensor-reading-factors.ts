import { command } from "../../command.ts";
import { u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Direction, readingFactorFields, readingFactorsOf } from "../../sdr/reading-factors.ts";
import { Privilege } from "../../session/privilege.ts";
import { analogSensor } from "./asked-sensor.ts";

export const getSensorReadingFactors = command({
  name: "Get Sensor Reading Factors",
  section: "35.5",
  netFn: NetFn.SensorEvent,
  cmd: 0x23,
  privilege: Privilege.User,
  request: layout({ sensorNumber: u8, reading: u8 }),
  response: layout({ nextReading: u8, ...readingFactorFields }),
  handle(context, { sensorNumber, reading }) {
    const sensor = analogSensor(context, sensorNumber);
    if (sensor instanceof Refusal) return sensor;
    // All sensors are linear: the factors hold for every reading.
    return { nextReading: reading, ...readingFactorsOf(sensor.declaration.factors, Direction.Unspecified) };
  },
});
