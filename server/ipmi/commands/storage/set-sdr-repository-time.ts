import { command } from "../../command.ts";
import { u32 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { noTimestamp } from "./sel-time.ts";

/** The repository has the clock of the event log: there is one. */
export const setSdrRepositoryTime = command({
  name: "Set SDR Repository Time",
  section: "33.18",
  netFn: NetFn.Storage,
  cmd: 0x29,
  privilege: Privilege.Operator,
  request: layout({ time: u32 }),
  response: empty,
  handle({ clock, origin }, { time }) {
    if (time === noTimestamp) return refuse(CompletionCode.InvalidDataField);
    clock.set(time * 1000, origin);
    return {};
  },
});
