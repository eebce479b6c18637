import type { WatchdogUse } from "../../../events/events.ts";
import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { u8, u16 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { countLength, expirationFlags, timerActions, timerUse } from "./watchdog-timer.ts";

export const setWatchdogTimer = command({
  name: "Set Watchdog Timer",
  section: "27.6",
  netFn: NetFn.App,
  cmd: 0x24,
  privilege: Privilege.Operator,
  request: layout({
    timer: byte({ doNotLog: bit(7), doNotStop: bit(6), use: timerUse }),
    actions: timerActions,
    preTimeoutSeconds: u8,
    clear: expirationFlags,
    initialCountdown: u16,
  }),
  response: empty,
  handle({ machine, systemInterface }, { timer, actions, preTimeoutSeconds, clear, initialCountdown }) {
    const settings = {
      use: timer.use,
      ...actions,
      preTimeout: preTimeoutSeconds,
      countdown: initialCountdown * countLength,
      logged: !timer.doNotLog,
    };
    const cleared = (Object.keys(clear) as WatchdogUse[]).filter(use => clear[use]);
    machine.watchdog.set(settings, timer.doNotStop, cleared);
    systemInterface.clear({ watchdogPreTimeout: true, eventMessageBuffer: false });
    return {};
  },
});
