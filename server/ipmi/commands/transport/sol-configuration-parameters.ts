import { Channel } from "../../channel.ts";
import { bit, bits, byte, choice } from "../../layout/byte.ts";
import { u8, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { ParameterTable, parameter } from "../../parameter.ts";
import { asPrivilege, Privilege } from "../../session/privilege.ts";

const setInProgressRefused = 0x81;

const bitRate = byte({
  rate: choice(3, 0, {
    serialChannel: 0x0,
    "9600": 0x6,
    "19200": 0x7,
    "38400": 0x8,
    "57600": 0x9,
    "115200": 0xa,
  }),
});

/** SOL configuration parameters (IPMI 2.0 table 26-5). */
export const solConfigurationParameters = new ParameterTable(
  parameter({
    selector: 0,
    name: "Set In Progress",
    layout: layout({ set: byte({ state: choice(1, 0, { complete: 0, inProgress: 1, commit: 2 }) }) }),
    get: ({ serialOverLan }) => ({ set: { state: serialOverLan.configuration.setInProgress } }),
    set({ serialOverLan, session, sessions }, { set }) {
      const isAlive = () => session !== undefined && sessions.find(session.id) === session;
      const isSet = serialOverLan.configuration.setSetInProgress(set.state, isAlive);
      return isSet ? undefined : refuse(setInProgressRefused);
    },
  }),
  parameter({
    selector: 1,
    name: "SOL Enable",
    layout: layout({ sol: byte({ enabled: bit(0) }) }),
    get: ({ serialOverLan }) => ({ sol: serialOverLan.configuration.value }),
    set({ serialOverLan }, { sol: { enabled } }) {
      serialOverLan.configuration.change({ enabled });
      return undefined;
    },
  }),
  parameter({
    selector: 2,
    name: "SOL Authentication",
    layout: layout({
      sol: byte({ forceEncryption: bit(7), forceAuthentication: bit(6), privilege: bits(3, 0) }),
    }),
    get: ({ serialOverLan }) => ({
      sol: { ...serialOverLan.configuration.value, forceAuthentication: true },
    }),
    set({ serialOverLan }, { sol: { forceEncryption, forceAuthentication, ...sol } }) {
      const privilege = asPrivilege(sol.privilege);
      // Without authentication anybody could type into the machine.
      const isPossible = forceAuthentication && privilege !== undefined && privilege >= Privilege.User;
      if (!isPossible) return refuse(CompletionCode.InvalidDataField);
      serialOverLan.configuration.change({ forceEncryption, privilege });
      return undefined;
    },
  }),
  parameter({
    selector: 3,
    name: "Character Accumulate Interval & Character Send Threshold",
    layout: layout({ accumulateInterval: u8, sendThreshold: u8 }),
    get: ({ serialOverLan }) => serialOverLan.configuration.value,
    set({ serialOverLan }, { accumulateInterval, sendThreshold }) {
      // 00h is reserved for the interval, and without meaning for the threshold, which counts from 1.
      if (accumulateInterval === 0) return refuse(CompletionCode.InvalidDataField);
      serialOverLan.configuration.change({ accumulateInterval, sendThreshold });
      return undefined;
    },
  }),
  parameter({
    selector: 4,
    name: "SOL Retry",
    layout: layout({ retry: byte({ count: bits(2, 0) }), interval: u8 }),
    get({ serialOverLan }) {
      const { retryCount, retryInterval } = serialOverLan.configuration.value;
      return { retry: { count: retryCount }, interval: retryInterval };
    },
    set({ serialOverLan }, { retry: { count }, interval }) {
      serialOverLan.configuration.change({ retryCount: count, retryInterval: interval });
      return undefined;
    },
  }),
  parameter({
    selector: 5,
    name: "SOL Non-volatile Bit Rate",
    layout: layout({ bitRate }),
    get: ({ serialOverLan }) => ({ bitRate: { rate: serialOverLan.configuration.value.bitRate } }),
    set({ serialOverLan }, { bitRate: { rate } }) {
      serialOverLan.configuration.change({ bitRate: rate });
      return undefined;
    },
  }),
  parameter({
    selector: 6,
    name: "SOL Volatile Bit Rate",
    layout: layout({ bitRate }),
    get: ({ serialOverLan }) => ({ bitRate: { rate: serialOverLan.configuration.volatileBitRate } }),
    set({ serialOverLan }, { bitRate: { rate } }) {
      serialOverLan.configuration.volatileBitRate = rate;
      return undefined;
    },
  }),
  parameter({
    selector: 7,
    name: "SOL Payload Channel",
    layout: layout({ channel: byte({ number: bits(3, 0) }) }),
    get: () => ({ channel: { number: Channel.Lan } }),
  }),
  parameter({
    selector: 8,
    name: "SOL Payload Port Number",
    layout: layout({ port: u16 }),
    get: ({ serialOverLan }) => ({ port: serialOverLan.port }),
  }),
);
