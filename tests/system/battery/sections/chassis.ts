import { ipmitool } from "../client.ts";
import { because } from "../reasons.ts";
import { booting, eventually, onceBooted, rowsOf, type Section } from "../row.ts";

const { works, refused } = rowsOf(ipmitool);

const isOn = /^Chassis Power is on$/m;
const isOff = /^Chassis Power is off$/m;
const control = (action: string) => new RegExp(`^Chassis Power Control: ${action}$`, "m");
const up = control("Up/On");

const power = [
  works("chassis status", /^System Power +: on$/m, /^Main Power Fault +: false$/m, /^Chassis Intrusion +: /m),
  works("chassis power status", isOn),
  works("chassis power on", up),
  works("chassis power status", isOn),
  works("chassis power off", control("Down/Off")),
  eventually(5, works("chassis power status", isOff)),
  refused(
    because.machineIsOff,
    "chassis power cycle",
    /Set Chassis Power Control to Cycle failed: Command not supported in present state/,
  ),
  works("chassis power on", up),
  booting(works("chassis power reset", control("Reset"))),
  onceBooted(works("chassis power diag", control("Diag"))),
  works("chassis power soft", control("Soft")),
  works("chassis power status", /^Chassis Power is (on|off)$/m),
  eventually(60, works("chassis power status", isOff)),
  booting(works("chassis power on", up)),
  works("chassis power status", isOn),
  booting(onceBooted(works("chassis power cycle", control("Cycle")))),
];

const identify = [
  works("chassis identify", /^Chassis identify interval: default \(15 seconds\)$/m),
  works("chassis identify 5", /^Chassis identify interval: 5 seconds$/m),
  works("chassis identify force", /^Chassis identify interval: indefinite$/m),
  works("chassis identify 0", /^Chassis identify interval: off$/m),
];

const policyIs = (policy: string) =>
  works("chassis status", new RegExp(`^Power Restore Policy : ${policy}$`, "m"));
const setPolicy = (policy: string) =>
  works(`chassis policy ${policy}`, new RegExp(`^Set chassis power restore policy to ${policy}$`, "m"));

const policy = [
  works("chassis policy list", /^Supported chassis power policy: +always-off always-on previous$/m),
  ...["always-on", "previous", "always-off"].flatMap(name => [setPolicy(name), policyIs(name)]),
];

const counters = [
  works("chassis restart_cause", /^System restart cause: chassis power control command$/m),
  works("chassis poh", /^POH Counter +: \d+ days, \d+ hours, \d+ minutes$/m),
  works("chassis selftest", /^Self Test Results +: passed$/m),
];

export const chassis: Section = { name: "chassis", rows: [...power, ...identify, ...policy, ...counters] };
