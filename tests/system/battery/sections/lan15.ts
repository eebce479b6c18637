import { freeipmi15, freeipmiByDefault, ipmitool15 } from "../client.ts";
import { because } from "../reasons.ts";
import { type Row, refusedHere, rowsOf, type Section, unsuspected } from "../row.ts";

const { works, refused } = rowsOf(ipmitool15);
const free = rowsOf(freeipmi15);
const byDefault = rowsOf(freeipmiByDefault);

const deviceId = /^Device ID +: 32$/m;

const never = ["NONE", "PASSWORD", "MD2"].map(type =>
  refused(
    because.authTypeNever,
    `-A ${type} mc info`,
    new RegExp(`Authentication type ${type} not supported`),
    /Unable to establish IPMI v1\.5/,
  ),
);

const withIpmitool: readonly Row[] = [works("-A MD5 mc info", deviceId), works("mc info", deviceId)];

const withFreeipmi: readonly Row[] = [
  byDefault.works("ipmipower --stat", /: on$/m),
  free.works("ipmi-raw 00 06 01", /^rcvd: 01 00 20 /m),
  unsuspected(free.works("bmc-info", deviceId, /^System GUID : /m)),
  free.works("ipmi-sensors", /^ID +\| Name +\| Type/m, /\| Temperature +\|/),
  unsuspected(free.works("ipmi-sel", /^ID +\| Date +\| Time/m)),
  free.works("ipmi-fru", /FRU Inventory Device/, /FRU Product Name: /),
  free.works("ipmi-chassis --get-chassis-status", /^System Power +: on$/m),
  unsuspected(free.works("ipmi-config --checkout", /^Section User2$/m, /^EndSection$/m)),
];

export const lan15: Section = { name: "IPMI 1.5", rows: [...never, ...withIpmitool, ...withFreeipmi] };

/** ipmitool takes the strongest type offered, and NONE where none is. */
const offer = /Authentication type \w+ not supported/;
const attempt = /authentication type unavailable for attempted privilege level/;

export const lan15Off: Section = {
  name: "IPMI 1.5",
  rows: [
    ...never,
    ...withIpmitool.map(row => refusedHere(row, because.lan15Off, offer)),
    ...withFreeipmi.map(row => refusedHere(row, because.lan15Off, attempt)),
  ],
};
