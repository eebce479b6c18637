import { discreteSensors } from "../../../bmc/discrete-sensors.ts";
import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { optional, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const getDeviceSdrInfo = command({
  name: "Get Device SDR Info",
  section: "35.2",
  netFn: NetFn.SensorEvent,
  cmd: 0x20,
  privilege: Privilege.User,
  request: layout({ operation: optional(byte({ countRecords: bit(0) })) }),
  response: layout({ count: u8, device: byte({ isDynamic: bit(7), lun0HasSensors: bit(0) }) }),
  handle({ sensors, sdrRepository }, { operation }) {
    const sensorCount = sensors.list.length + Object.keys(discreteSensors).length;
    return {
      count: operation?.countRecords ? sdrRepository.records.length : sensorCount,
      device: { isDynamic: false, lun0HasSensors: true },
    };
  },
});
