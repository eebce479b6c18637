import { command } from "../../command.ts";
import { optional, u8, u32 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const invalidSessionId = 0x87;
const invalidSessionHandle = 0x88;
/** In place of an ID: the handle behind it counts. */
const byHandle = 0;

export const closeSession = command({
  name: "Close Session",
  section: "22.19",
  netFn: NetFn.App,
  cmd: 0x3c,
  privilege: Privilege.Callback,
  request: layout({ sessionId: u32, sessionHandle: optional(u8) }),
  response: empty,
  handle({ session: own, sessions }, { sessionId, sessionHandle }) {
    const isByHandle = sessionId === byHandle && sessionHandle !== undefined;
    const other = isByHandle
      ? sessions.list().find(({ handle }) => handle === sessionHandle)
      : sessions.find(sessionId);
    const mayCloseOthers = !own || own.privilege === Privilege.Administrator;
    if (other !== own && !mayCloseOthers) return refuse(CompletionCode.InsufficientPrivilege);
    if (!other) return refuse(isByHandle ? invalidSessionHandle : invalidSessionId);
    sessions.end(other, other === own ? "logout" : "evicted");
    return {};
  },
});
