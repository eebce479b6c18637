import { bit, bits, byte } from "../../layout/byte.ts";
import { bytes, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { ParameterTable, parameter } from "../../parameter.ts";
import { eventFilter } from "../../pef/event-filter.ts";
import {
  alertStringCount,
  alertStringKeyLength,
  filterCount,
  guidLength,
  policyCount,
  policyLength,
} from "../../pef/pef-configuration.ts";
import { alertStringParameter, change, tableParameter } from "./pef-tables.ts";

const size = (selector: number, name: string, count: number) =>
  parameter({
    selector,
    name,
    layout: layout({ size: byte({ count: bits(6, 0) }) }),
    get: () => ({ size: { count } }),
  });

const filterConfigurationLength = 1;

/** PEF configuration parameters (IPMI 2.0 table 30-4). */
export const pefConfigurationParameters = new ParameterTable(
  parameter({
    selector: 0,
    name: "Set In Progress",
    layout: layout({ set: byte({ inProgress: bits(1, 0) }) }),
    get: ({ platformEventFiltering: pef }) => ({ set: { inProgress: pef.setInProgress } }),
    // Never refused: a client that died half-way would lock out all others.
    set({ platformEventFiltering: pef }, { set }) {
      pef.setInProgress = set.inProgress;
      return undefined;
    },
  }),
  parameter({
    selector: 1,
    name: "PEF Control",
    layout: layout({
      control: byte({ alertsLate: bit(3), startsLate: bit(2), tellsActions: bit(1), enabled: bit(0) }),
    }),
    get: ({ platformEventFiltering: { configuration } }) => ({ control: configuration.value }),
    set({ platformEventFiltering: pef }, { control }) {
      change(pef, control);
      return undefined;
    },
  }),
  parameter({
    selector: 2,
    name: "PEF Action Global Control",
    layout: layout({
      actions: byte({
        diagnosticInterrupt: bit(5),
        powerCycle: bit(3),
        reset: bit(2),
        powerOff: bit(1),
      }),
    }),
    get: ({ platformEventFiltering: { configuration } }) => ({ actions: configuration.value.actions }),
    set({ platformEventFiltering: pef }, { actions }) {
      change(pef, { actions });
      return undefined;
    },
  }),
  parameter({
    selector: 3,
    name: "PEF Startup Delay",
    layout: layout({ startupDelay: u8 }),
    get: ({ platformEventFiltering: { configuration } }) => configuration.value,
    set({ platformEventFiltering: pef }, delay) {
      change(pef, delay);
      return undefined;
    },
  }),
  parameter({
    selector: 4,
    name: "PEF Alert Startup Delay",
    layout: layout({ alertStartupDelay: u8 }),
    get: ({ platformEventFiltering: { configuration } }) => configuration.value,
    set({ platformEventFiltering: pef }, delay) {
      change(pef, delay);
      return undefined;
    },
  }),
  size(5, "Number of Event Filters", filterCount),
  tableParameter(6, "Event Filter Table", "filters", eventFilter.size),
  tableParameter(7, "Event Filter Table Data 1", "filters", filterConfigurationLength),
  size(8, "Number of Alert Policy Entries", policyCount),
  tableParameter(9, "Alert Policy Table", "policies", policyLength),
  parameter({
    selector: 10,
    name: "System GUID",
    layout: layout({ guid: byte({ used: bit(0) }), value: bytes(guidLength) }),
    get({ platformEventFiltering: { configuration } }) {
      const { used, value } = configuration.value.guid;
      return { guid: { used }, value: Buffer.from(value, "hex") };
    },
    set({ platformEventFiltering: pef }, { guid: { used }, value }) {
      change(pef, { guid: { used, value: value.toString("hex") } });
      return undefined;
    },
  }),
  size(11, "Number of Alert Strings", alertStringCount),
  tableParameter(12, "Alert String Keys", "alertStringKeys", alertStringKeyLength),
  alertStringParameter(13, "Alert Strings"),
);
