import type { Sensor } from "../redfish/resources.ts";
import { locale, t, translated } from "./language.ts";

export type ThresholdName = keyof Sensor["Thresholds"];

/** Redfish writes units as UCUM does; where people write them otherwise, how. */
const units: Readonly<Record<string, string>> = translated({
  Cel: "°C",
  "{rev}/min": "rpm",
  "MBy/s": "MB/s",
  "{packet}/s": "packets/s",
});

export const unitOf = ({ ReadingUnits: unit }: Sensor): string => units[unit] ?? unit;

const mostDigits = 3;
export const numberWords = (value: number): string =>
  value.toLocaleString(locale(), { maximumFractionDigits: mostDigits });

/** Kinds of sensors in the order of the page, by ReadingType. */
const kinds: readonly { readonly type: Sensor["ReadingType"]; readonly title: string }[] = [
  { type: "Temperature", title: "Temperatures" },
  { type: "Rotational", title: "Fans" },
  { type: "Power", title: "Power consumption" },
  { type: "Voltage", title: "Voltages" },
  { type: "Percent", title: "Utilization" },
  { type: undefined, title: "Throughput" },
];

/** The kinds that there are, each with its sensors. */
export const byKind = (sensors: readonly Sensor[]) =>
  kinds.flatMap(({ type, title }) => {
    const ofKind = sensors.filter(({ ReadingType }) => ReadingType === type);
    return ofKind.length > 0 ? [{ title: t(title), sensors: ofKind }] : [];
  });

/** Thresholds from the lowest to the highest. */
export const thresholdTitles = translated<Record<ThresholdName, string>>({
  LowerFatal: "Lower fatal",
  LowerCritical: "Lower critical",
  LowerCaution: "Lower warning",
  UpperCaution: "Upper warning",
  UpperCritical: "Upper critical",
  UpperFatal: "Upper fatal",
});

interface OriginWords {
  readonly short: string;
  readonly long: string;
}

const originWords: Record<Sensor["Implementation"], OriginWords> = {
  Reported: { short: "Measured", long: "Measured on the host that runs the machine" },
  Synthesized: {
    short: "Modelled",
    long: "Worked out from the machine's load: only hardware has such a sensor",
  },
};

const forced: OriginWords = { short: "Forced", long: "Somebody makes the sensor read this, as a test" };

/** Where the reading comes from. */
export const originOf = ({ Implementation, Oem }: Sensor): OriginWords =>
  Oem.QemuBmc.Forced ? forced : originWords[Implementation];

/** Why there is no reading. */
export function absenceWords({ Status: { State } }: Sensor): string {
  if (State === "StandbyOffline") return t("Machine off");
  return State === "Disabled" ? t("Not scanned") : t("No reading");
}
