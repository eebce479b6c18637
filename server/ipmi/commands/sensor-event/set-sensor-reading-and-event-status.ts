import { command } from "../../command.ts";
import { bits, byte, choice } from "../../layout/byte.ts";
import { bytes, optional, u8, u16 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const notSettable = 0x80;
const eventDataNotSettable = 0x81;

/**
 * Forces a reading, so that whoever watches the machine can see an alarm come: thresholds are held against it, and
 * events told, as if it were real. It stays until all events of the sensor are re-armed. The event status follows
 * the reading and cannot be set by itself.
 */
export const setSensorReadingAndEventStatus = command({
  name: "Set Sensor Reading And Event Status",
  section: "35.17",
  netFn: NetFn.SensorEvent,
  cmd: 0x30,
  privilege: Privilege.Operator,
  request: layout({
    sensorNumber: u8,
    operation: byte({
      eventData: bits(7, 6),
      assertion: bits(5, 4),
      deassertion: bits(3, 2),
      reading: choice(1, 0, { keep: 0, write: 1 }),
    }),
    reading: optional(u8),
    assertion: optional(u16),
    deassertion: optional(u16),
    eventData: optional(bytes(3)),
  }),
  response: empty,
  handle({ sensors }, { sensorNumber, operation, reading }) {
    const sensor = sensors.find(sensorNumber);
    if (!sensor || operation.assertion !== 0 || operation.deassertion !== 0) return refuse(notSettable);
    if (operation.eventData !== 0) return refuse(eventDataNotSettable);
    if (operation.reading === "keep") return {};
    if (reading === undefined) return refuse(CompletionCode.RequestLengthInvalid);
    sensor.force(reading);
    return {};
  },
});
