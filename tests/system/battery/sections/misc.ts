import { ipmitool } from "../client.ts";
import { because } from "../reasons.ts";
import { rowsOf, type Section, unsuspected } from "../row.ts";

const { works, refused } = rowsOf(ipmitool);

const bytes = (count: number) => new RegExp(`^( [\\da-f]{2}){${count}}$`, "m");
/** ipmitool breaks the line after 16 bytes. */
const data = (line: string, ...shows: readonly RegExp[]) => works(`raw ${line}`, ...shows);
const notRaw = (reason: string, line: string, code: RegExp) =>
  refused(reason, `raw ${line}`, new RegExp(`Unable to send RAW command \\(.* rsp=${code.source}\\)`));
const invalidCommand = /0xc1/;
const lengthInvalid = /0xc7/;

const raw = [
  data("0x06 0x01", /^ 20 ([\da-f]{2} ?){3}02 /m, bytes(15)),
  data("0x00 0x01", bytes(4)),
  data("0x00 0x00", bytes(6)),
  data("0x06 0x04", /^ 55 00$/m),
  data("0x06 0x37", bytes(16)),
  data("0x06 0x38 0x8e 0x04", /^ 01 80 04 02 00 00 00 00$/m),
  data("0x06 0x54 0x0e 0x00 0x80", /^ 01 c0 03 01 41 81 c0 11 03 44 81$/m),
  data("0x06 0x42 0x01", /^ 01 04 01 /m, bytes(9)),
  data("0x06 0x4e 0x01", /^ 03 00 /m, bytes(8)),
  notRaw(because.requestTooShort, "0x06 0x4f 0x01", lengthInvalid),
  data("0x06 0x4f 0x01 0x00", /^ 10$/m),
  data("0x06 0x07", bytes(2)),
  data("0x06 0x08", bytes(16)),
  notRaw(because.requestTooLong, "0x06 0x09 1 1", lengthInvalid),
  data("0x06 0x09 1", /^( [\da-f]{2}){16}\n [\da-f]{2}$/m),
  notRaw(because.requestTooShort, "0x06 0x0a 1 1", lengthInvalid),
  data("0x06 0x0a 1 6 0", bytes(16)),
  data("0x06 0x59 0 1 0 0", /^ 11 00 00 /m),
  notRaw(because.noI2c, "0x06 0x52 0 0 1 0", /0x(c1|8[1-4])/),
  data("0x0c 0x02 1 0 0 0", /^ 11 00$/m),
  notRaw(because.oem, "0x2e 0x01", invalidCommand),
  notRaw(because.oem, "0x30 0x01", invalidCommand),
  notRaw(because.unknownCommand, "0x06 0xff", invalidCommand),
];

const others = [
  works("firewall info", /^00,06 support: +(?!0{8})[\da-f]{8} /m, /^00,06 enabled: +(?!0{8})[\da-f]{8} /m),
  refused(because.noHpm, "hpm check", /Board might not be supporting the HPM\.1 Standards/),
  // It takes every multi-record for one of PICMG's, and says so of ours.
  unsuspected(works("ekanalyzer frushow oc=fru.out", /^Product Info Area$/m, /^Product Name: \S/m)),
  refused(because.picmg, "picmg properties", /Error getting address information\./),
  refused(because.serialOverLan15, "isol info", /IPMI v1\.5 Serial Over Lan \(ISOL\) not supported!/),
  refused(because.serialOverLan15, "tsol", /Tyan SOL is only available over lan interface/),
  refused(because.oem, "sunoem version", /Sun OEM Get SP Version Failed: 193/),
  refused(because.noOtherController, "-t 0x82 mc info", /Get Device ID command failed: /),
  works("exec exec.txt", /^Chassis Power is (on|off)$/m, /^Device ID +: 32$/m),
  unsuspected(works("gendev list"), /SDR info|Unable to open SDR/),
];

export const misc: Section = { name: "raw commands and the rest", rows: [...raw, ...others] };
