import { bit, bits, byte } from "../../layout/byte.ts";
import { u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { ParameterTable, parameter } from "../../parameter.ts";

/** 115,200 bit/s (IPMI 2.0 table 25-4). */
const bitRate = 0x0a;

/** Serial/modem parameters (IPMI 2.0 table 25-4), all read-only: a line wired directly, over which no IPMI goes. */
export const serialModemConfigurationParameters = new ParameterTable(
  parameter({
    selector: 0,
    name: "Set In Progress",
    layout: layout({ set: byte({ inProgress: bits(1, 0) }) }),
    get: () => ({ set: { inProgress: 0 } }),
  }),
  parameter({
    selector: 3,
    name: "Connection Mode",
    layout: layout({
      mode: byte({ isDirect: bit(7), terminalMode: bit(2), pppMode: bit(1), basicMode: bit(0) }),
    }),
    get: () => ({ mode: { isDirect: true, terminalMode: false, pppMode: false, basicMode: false } }),
  }),
  parameter({
    selector: 7,
    name: "IPMI Messaging Comm Settings",
    layout: layout({
      line: byte({ flowControl: bits(7, 6), hangsUpByDtr: bit(5) }),
      speed: byte({ bitRate: bits(3, 0) }),
    }),
    get: () => ({ line: { flowControl: 0, hangsUpByDtr: false }, speed: { bitRate } }),
  }),
  parameter({
    selector: 14,
    name: "Page Blackout Interval",
    layout: layout({ minutes: u8 }),
    get: () => ({ minutes: 0 }),
  }),
  parameter({
    selector: 18,
    name: "Call Retry Interval",
    layout: layout({ seconds: u8 }),
    get: () => ({ seconds: 0 }),
  }),
);
