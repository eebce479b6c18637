import { eventLogCapacity } from "../../../bmc/event-log.ts";
import { sampleInterval } from "../../../bmc/sensors/sensors.ts";
import { Channel } from "../../channel.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { ParameterTable, parameter } from "../../parameter.ts";
import { bmcAddress } from "../../sdr/record.ts";
import { averagingPeriods } from "./rolling-averages.ts";

const noChannel = 0xff;
const deviceRevision = 1;

/**
 * DCMI capability parameters (DCMI 1.5 table 6-3). What DCMI 1.0 made optional and 1.5 takes for granted still has
 * its bits, for clients that look at them.
 */
export const dcmiCapabilities = new ParameterTable(
  parameter({
    selector: 1,
    name: "Supported DCMI Capabilities",
    layout: layout({
      mandatory: byte({ temperature: bit(3), chassisPower: bit(2), sel: bit(1), identification: bit(0) }),
      optional: byte({ powerManagement: bit(0) }),
      access: byte({
        vlan: bit(5),
        sol: bit(4),
        primaryLan: bit(3),
        secondaryLan: bit(2),
        serial: bit(1),
        systemInterface: bit(0),
      }),
    }),
    get: () => ({
      mandatory: { temperature: true, chassisPower: true, sel: true, identification: true },
      optional: { powerManagement: true },
      access: {
        ...{ vlan: true, sol: true, primaryLan: true, secondaryLan: false },
        ...{ serial: false, systemInterface: true },
      },
    }),
  }),
  parameter({
    selector: 2,
    name: "Mandatory Platform Attributes",
    layout: layout({
      selEntriesLow: u8,
      sel: byte({ rollsOver: bit(7), flushesAll: bit(5), flushesRecords: bit(4), entriesHigh: bits(3, 0) }),
      identification: byte({ assetTag: bit(2), dhcpHostName: bit(1), guid: bit(0) }),
      temperature: byte({ board: bit(2), processors: bit(1), inlet: bit(0) }),
      /** Seconds. */
      temperatureSampling: u8,
    }),
    get: () => ({
      selEntriesLow: eventLogCapacity & 0xff,
      sel: { rollsOver: true, flushesAll: false, flushesRecords: true, entriesHigh: eventLogCapacity >> 8 },
      identification: { assetTag: true, dhcpHostName: false, guid: true },
      temperature: { board: true, processors: true, inlet: true },
      temperatureSampling: sampleInterval,
    }),
  }),
  parameter({
    selector: 3,
    name: "Optional Platform Attributes",
    layout: layout({
      powerManagementAddress: u8,
      powerManagement: byte({ channel: bits(7, 4), revision: bits(3, 0) }),
    }),
    get: () => ({
      powerManagementAddress: bmcAddress,
      powerManagement: { channel: 0, revision: deviceRevision },
    }),
  }),
  parameter({
    selector: 4,
    name: "Manageability Access Attributes",
    layout: layout({ primaryLan: u8, secondaryLan: u8, serial: u8 }),
    get: () => ({ primaryLan: Channel.Lan, secondaryLan: noChannel, serial: noChannel }),
  }),
  parameter({
    selector: 5,
    name: "Enhanced System Power Statistics Attributes",
    layout: layout({ count: u8, periods: rest }),
    get: () => ({ count: averagingPeriods.length, periods: Buffer.from(averagingPeriods) }),
  }),
);
