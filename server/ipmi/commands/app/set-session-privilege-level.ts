import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { asPrivilege, Privilege } from "../../session/privilege.ts";

const exceedsLimit = 0x81;
const noChange = 0;

export const setSessionPrivilegeLevel = command({
  name: "Set Session Privilege Level",
  section: "22.18",
  netFn: NetFn.App,
  cmd: 0x3b,
  privilege: Privilege.User,
  request: layout({ requested: byte({ level: bits(3, 0) }) }),
  response: layout({ privilege: byte({ level: bits(3, 0) }) }),
  handle({ session }, { requested: { level } }) {
    if (!session) return refuse(CompletionCode.NotSupportedInPresentState);
    if (level !== noChange) {
      const privilege = asPrivilege(level);
      if (privilege === undefined || privilege === Privilege.Callback) {
        return refuse(CompletionCode.InvalidDataField);
      }
      if (privilege > session.limit) return refuse(exceedsLimit);
      session.privilege = privilege;
    }
    return { privilege: { level: session.privilege } };
  },
});
