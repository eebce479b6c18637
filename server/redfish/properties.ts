import { type Static, type TObject, type TProperties, Type } from "typebox";

/** What a GET of a resource with these properties gives, annotations apart. */
export type BodyOf<P extends TProperties> = Static<TObject<P>>;

/** Properties that many resources share, as DMTF's Resource schema has them. */

export const link = Type.Object({ "@odata.id": Type.String() });
export const links = Type.Array(link);
export const linkTo = (uri: string) => ({ "@odata.id": uri });

export const powerState = Type.Enum(["On", "Off", "PoweringOn", "PoweringOff", "Paused"]);
export const indicatorLed = Type.Enum(["Lit", "Blinking", "Off"]);
const state = Type.Enum(["Enabled", "Disabled", "StandbyOffline", "Starting", "Quiesced", "Absent"]);
const health = Type.Enum(["OK", "Warning", "Critical"]);
export const severity = health;
export const status = Type.Object({ State: state, Health: health });

/** Marks properties whose value is another one at every look, a clock's for example. */
export const runsByItself = "x-runsByItself";

/** Marks enumerations whose values an attribute registry lists, and no annotation. */
export const valuesInRegistry = "x-valuesInRegistry";

/** Properties of every resource. */
export const named = { Id: Type.String(), Name: Type.String() } satisfies TProperties;

const twoDigits = (number: number): string => `${number}`.padStart(2, "0");

/**
 * A time and how far it is from UTC, both as Redfish writes them: "2026-01-31T23:59:59+01:00" and "+01:00".
 * @param offset minutes east of UTC
 */
export function localTime(milliseconds: number, offset = 0) {
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const written = `${offset < 0 ? "-" : "+"}${twoDigits(hours)}:${twoDigits(minutes)}`;
  const utc = dateTime(milliseconds + offset * 60_000);
  return { DateTime: offset === 0 ? utc : utc.replace("Z", written), DateTimeLocalOffset: written };
}

/** The time as Redfish writes it: "2026-01-31T23:59:59Z". */
export const dateTime = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
