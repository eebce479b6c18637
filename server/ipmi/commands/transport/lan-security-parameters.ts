import { bit, bits, byte } from "../../layout/byte.ts";
import { ascii, bytes, reserved, u8, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { parameter } from "../../parameter.ts";
import { asPrivilege, Privilege } from "../../session/privilege.ts";
import { communityLength } from "./lan-configuration.ts";

const authTypes = byte({ oem: bit(5), password: bit(4), md5: bit(2), md2: bit(1), none: bit(0) });
/** FreeIPMI takes what is not supported for what could not be read; whether it may be used, the enables say. */
const allSupported = { oem: true, password: true, md5: true, md2: true, none: true };
const md5Only = (md5: boolean) => ({ oem: false, password: false, md5, md2: false, none: false });

/** Suites that the parameters have room for. */
const suiteCount = 16;
/** Seconds in the unit of the threshold's intervals. */
const intervalUnit = 10;
const inIntervals = (seconds: number): number => Math.min(0xffff, Math.ceil(seconds / intervalUnit));

/** The levels of the suites in turn, two in a byte, the first in its low half. */
const packed = (levels: readonly Privilege[]): Buffer =>
  Buffer.from(
    Array.from({ length: suiteCount / 2 }, (_, i) => (levels[2 * i] ?? 0) | ((levels[2 * i + 1] ?? 0) << 4)),
  );

/** OEM's own level is above the administrator's, and there is none. */
const unpacked = (levels: Buffer): readonly Privilege[] =>
  [...levels]
    .flatMap(pair => [pair & 0x0f, pair >> 4])
    .map(level => asPrivilege(Math.min(level, Privilege.Administrator)) ?? Privilege.None);

/** Who may log in, how, and what becomes of those who fail. */
export const lanSecurityParameters = [
  parameter({
    selector: 1,
    name: "Authentication Type Support",
    layout: layout({ supported: authTypes }),
    get: () => ({ supported: allSupported }),
  }),
  parameter({
    selector: 2,
    name: "Authentication Type Enables",
    layout: layout({
      callback: authTypes,
      user: authTypes,
      operator: authTypes,
      administrator: authTypes,
      oem: authTypes,
    }),
    get({ lanConfiguration: { value } }) {
      const [callback = false, user = false, operator = false, administrator = false, oem = false] =
        value.md5;
      return {
        callback: md5Only(callback),
        user: md5Only(user),
        operator: md5Only(operator),
        administrator: md5Only(administrator),
        oem: md5Only(oem),
      };
    },
    set({ lanConfiguration }, { callback, user, operator, administrator, oem }) {
      const levels = [callback, user, operator, administrator, oem];
      // None of the others keeps a password to itself.
      const isUnsafe = levels.some(level => level.none || level.password || level.md2 || level.oem);
      if (isUnsafe) return refuse(CompletionCode.InvalidDataField);
      lanConfiguration.change({ md5: levels.map(({ md5 }) => md5) });
      return undefined;
    },
  }),
  parameter({
    selector: 16,
    name: "Community String",
    layout: layout({ community: ascii(communityLength) }),
    get: ({ lanConfiguration }) => lanConfiguration.value,
    set({ lanConfiguration }, { community }) {
      lanConfiguration.change({ community });
      return undefined;
    },
  }),
  parameter({
    selector: 22,
    name: "RMCP+ Messaging Cipher Suite Entry Support",
    layout: layout({ suites: byte({ count: bits(4, 0) }) }),
    get: ({ security }) => ({ suites: { count: security.cipherSuitePrivileges.suites.length } }),
  }),
  parameter({
    selector: 23,
    name: "RMCP+ Messaging Cipher Suite Entries",
    layout: layout({ reserved: reserved(1), suites: bytes(suiteCount) }),
    get: ({ security }) => ({ suites: Buffer.from(security.cipherSuitePrivileges.suites) }),
  }),
  parameter({
    selector: 24,
    name: "RMCP+ Messaging Cipher Suite Privilege Levels",
    layout: layout({ reserved: reserved(1), levels: bytes(suiteCount / 2) }),
    get: ({ security }) => ({ levels: packed(security.cipherSuitePrivileges.levels) }),
    set: ({ security }, { levels }) =>
      security.cipherSuitePrivileges.setLevels(unpacked(levels))
        ? undefined
        : refuse(CompletionCode.InvalidDataField),
  }),
  parameter({
    selector: 26,
    name: "Bad Password Threshold",
    layout: layout({
      event: byte({ whenDisabled: bit(0) }),
      threshold: u8,
      resetInterval: u16,
      lockout: u16,
    }),
    get: ({ lockout: { accountLimits } }) => ({
      event: { whenDisabled: false },
      threshold: Math.min(0xff, accountLimits.threshold),
      resetInterval: inIntervals(accountLimits.resetAfter),
      lockout: inIntervals(accountLimits.seconds),
    }),
  }),
] as const;
