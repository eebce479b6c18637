import { command } from "../../command.ts";
import { empty } from "../../layout/layout.ts";
import { refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const uninitialized = 0x80;

/** Starts the timer, and feeds it. */
export const resetWatchdogTimer = command({
  name: "Reset Watchdog Timer",
  section: "27.5",
  netFn: NetFn.App,
  cmd: 0x22,
  privilege: Privilege.Operator,
  request: empty,
  response: empty,
  handle: ({ machine }) => (machine.watchdog.start() ? {} : refuse(uninitialized)),
});
