import { isUtcOffset } from "../../../bmc/clock.ts";
import { command } from "../../command.ts";
import { empty } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { selTimeUtcOffset, unspecifiedUtcOffset } from "./sel-time-utc-offset.ts";

export const setSelTimeUtcOffset = command({
  name: "Set SEL Time UTC Offset",
  section: "31.11b",
  netFn: NetFn.Storage,
  cmd: 0x5d,
  privilege: Privilege.Operator,
  request: selTimeUtcOffset,
  response: empty,
  handle({ clock }, { offset }) {
    if (offset !== unspecifiedUtcOffset && !isUtcOffset(offset)) {
      return refuse(CompletionCode.ParameterOutOfRange);
    }
    clock.setUtcOffset(offset === unspecifiedUtcOffset ? undefined : offset);
    return {};
  },
});
