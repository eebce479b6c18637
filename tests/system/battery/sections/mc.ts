import { ipmitool } from "../client.ts";
import { onceRestarted, restarting, rowsOf, type Section } from "../row.ts";

const { works } = rowsOf(ipmitool);

const info = works(
  "mc info",
  /^Device ID +: 32$/m,
  /^IPMI Version +: 2\.0$/m,
  /^Device Available +: yes$/m,
  ...["Sensor Device", "SDR Repository Device", "SEL Device", "FRU Inventory Device", "Chassis Device"].map(
    device => new RegExp(`^ +${device}$`, "m"),
  ),
);

export const mc: Section = {
  name: "mc",
  rows: [
    info,
    works("mc guid", /^System GUID +: [\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/m),
    works("mc selftest", /^Selftest: passed$/m),
    works("mc getenables", /^System Event Logging +: enabled$/m),
    works("mc setenables system_event_log=on", /^System Event Logging +: enabled$/m),
    works("mc watchdog get", /^Watchdog Timer Is: +Stopped$/m, /^Present Countdown: +\d/m),
    works("mc watchdog off", /^Watchdog Timer Shutoff successful -- timer stopped$/m),
    works("mc watchdog reset", /^IPMI Watchdog Timer Reset - +countdown restarted!$/m),
    works("mc watchdog get", /^Watchdog Timer Is: +Started\/Running$/m),
    works("mc watchdog off", /^Watchdog Timer Shutoff successful -- timer stopped$/m),
    works("mc watchdog get", /^Watchdog Timer Is: +Stopped$/m),
    works("mc getsysinfo system_name"),
    works("mc setsysinfo system_name vm1"),
    works("mc getsysinfo system_name", /^vm1$/m),
    works("mc getsysinfo primary_os_name"),
    restarting(works("mc reset cold", /^Sent cold reset command to MC$/m)),
    onceRestarted(info),
    restarting(works("mc reset warm", /^Sent warm reset command to MC$/m)),
    onceRestarted(info),
  ],
};
