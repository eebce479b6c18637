import { longestSpan } from "../../../bmc/sensors/power-statistics.ts";
import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { reserved, u8, u16, u32 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { timestamp } from "../storage/sel-time.ts";
import { averagingPeriods, secondsOf } from "./rolling-averages.ts";

const Mode = { Statistics: 0x01, EnhancedStatistics: 0x02 } as const;

/** The seconds that a mode and its attribute mean. */
function spanOf(mode: number, period: number): number | undefined {
  if (mode === Mode.Statistics) return longestSpan;
  return mode === Mode.EnhancedStatistics && averagingPeriods.includes(period)
    ? secondsOf(period)
    : undefined;
}

/** Power is modelled from the machine's load: a virtual machine has none of its own. */
export const getPowerReading = command({
  name: "Get Power Reading",
  section: "6.6.1",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x02,
  privilege: Privilege.User,
  request: layout({ mode: u8, period: u8, reserved: reserved(1) }),
  response: layout({
    current: u16,
    lowest: u16,
    highest: u16,
    average: u16,
    time: u32,
    /** Milliseconds. */
    span: u32,
    state: byte({ isMeasured: bit(6) }),
  }),
  handle({ sensors, clock }, { mode, period }) {
    const seconds = spanOf(mode, period);
    if (seconds === undefined) return refuse(CompletionCode.InvalidDataField);
    const power = sensors.powerStatistics.over(seconds);
    return {
      current: power?.current ?? 0,
      lowest: power?.lowest ?? 0,
      highest: power?.highest ?? 0,
      average: power?.average ?? 0,
      time: timestamp(clock.now()),
      span: (power?.seconds ?? 0) * 1000,
      state: { isMeasured: power !== undefined },
    };
  },
});
