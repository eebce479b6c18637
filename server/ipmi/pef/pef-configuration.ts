import type { Setting, Settings } from "../../bmc/settings.ts";
import { eventFilter } from "./event-filter.ts";

/** Sizes of the tables. */
export const filterCount = 16;
export const policyCount = 8;
/** Besides number 0, which is there for immediate alerts and not counted. */
export const alertStringCount = 8;

export const policyLength = 3;
export const alertStringKeyLength = 2;
const alertStringLength = 64;
export const guidLength = 16;

/** What the PEF configuration parameters set. Entries of tables are as they are on the wire, in hexadecimal. */
export interface PefConfiguration {
  readonly enabled: boolean;
  /** Whether each action is an event of its own. */
  readonly tellsActions: boolean;
  /** Whether filtering begins only some time after the machine has started, and how many seconds after. */
  readonly startsLate: boolean;
  readonly startupDelay: number;
  /** The same for alerts, of which there are none. */
  readonly alertsLate: boolean;
  readonly alertStartupDelay: number;
  readonly actions: PefActions;
  readonly filters: readonly string[];
  readonly policies: readonly string[];
  readonly alertStringKeys: readonly string[];
  readonly alertStrings: readonly string[];
  readonly guid: { readonly used: boolean; readonly value: string };
}

/** Actions, the strongest first: only the first one is taken (IPMI 2.0 §17.6). */
export const pefActions = ["powerOff", "powerCycle", "reset", "diagnosticInterrupt"] as const;
export type PefAction = (typeof pefActions)[number];
type PefActions = Readonly<Record<PefAction, boolean>>;

const repeated = (count: number, bytes: number): readonly string[] =>
  Array.from({ length: count }, () => "00".repeat(bytes));

/** Of the LAN channel: clients ask about the channel even of an entry that is not in use. */
const unusedPolicy = "001000";

const initial: PefConfiguration = {
  enabled: false,
  tellsActions: false,
  startsLate: false,
  startupDelay: 60,
  alertsLate: false,
  alertStartupDelay: 60,
  actions: { powerOff: false, powerCycle: false, reset: false, diagnosticInterrupt: false },
  filters: repeated(filterCount, eventFilter.size),
  policies: Array.from({ length: policyCount }, () => unusedPolicy),
  alertStringKeys: repeated(1 + alertStringCount, alertStringKeyLength),
  alertStrings: repeated(1 + alertStringCount, alertStringLength),
  guid: { used: false, value: "00".repeat(guidLength) },
};

export const pefConfiguration = (settings: Settings): Setting<PefConfiguration> =>
  settings.open("platformEventFiltering", initial);
