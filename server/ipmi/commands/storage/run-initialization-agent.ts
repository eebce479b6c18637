import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

/** Puts all sensors back to what their records say: thresholds, hysteresis, event enables, and no forced reading. */
export const runInitializationAgent = command({
  name: "Run Initialization Agent",
  section: "33.21",
  netFn: NetFn.Storage,
  cmd: 0x2c,
  privilege: Privilege.Operator,
  request: layout({ agent: byte({ run: bit(0) }) }),
  response: layout({ initialization: byte({ completed: bit(0) }) }),
  handle({ sensors }, { agent }) {
    if (agent.run) sensors.restoreDefaults();
    return { initialization: { completed: true } };
  },
});
