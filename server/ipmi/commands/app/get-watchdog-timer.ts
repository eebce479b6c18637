import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { u8, u16 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { countLength, expirationFlags, timerActions, timerUse } from "./watchdog-timer.ts";

export const getWatchdogTimer = command({
  name: "Get Watchdog Timer",
  section: "27.7",
  netFn: NetFn.App,
  cmd: 0x25,
  privilege: Privilege.User,
  request: empty,
  response: layout({
    timer: byte({ doNotLog: bit(7), isRunning: bit(6), use: timerUse }),
    actions: timerActions,
    preTimeoutSeconds: u8,
    expired: expirationFlags,
    initialCountdown: u16,
    presentCountdown: u16,
  }),
  handle({ machine: { watchdog } }) {
    const { use, action, interrupt, preTimeout, countdown, logged } = watchdog.settings;
    const { expired } = watchdog;
    return {
      timer: { doNotLog: !logged, isRunning: watchdog.running, use },
      actions: { interrupt, action },
      preTimeoutSeconds: preTimeout,
      expired: {
        oem: expired.includes("oem"),
        smsOs: expired.includes("smsOs"),
        osLoad: expired.includes("osLoad"),
        biosPost: expired.includes("biosPost"),
        biosFrb2: expired.includes("biosFrb2"),
      },
      initialCountdown: countdown / countLength,
      presentCountdown: Math.ceil(watchdog.left / countLength),
    };
  },
});
