import { maximumNameLength, maximumUserId, nullUserId } from "../../../bmc/account-rules.ts";
import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { ascii } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const getUserName = command({
  name: "Get User Name",
  section: "22.29",
  netFn: NetFn.App,
  cmd: 0x46,
  privilege: Privilege.Operator,
  request: layout({ user: byte({ id: bits(5, 0) }) }),
  response: layout({ userName: ascii(maximumNameLength) }),
  handle({ accounts }, { user: { id } }) {
    if (id < nullUserId || id > maximumUserId) return refuse(CompletionCode.ParameterOutOfRange);
    return { userName: accounts.findById(id)?.userName ?? "" };
  },
});
