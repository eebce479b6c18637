import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { bytes, u32 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { AuthType } from "../../session/header.ts";
import { Privilege } from "../../session/privilege.ts";

const nullUserNotEnabled = 0x82;

export const getSessionChallenge = command({
  name: "Get Session Challenge",
  section: "22.16",
  netFn: NetFn.App,
  cmd: 0x39,
  privilege: Privilege.None,
  request: layout({ authentication: byte({ type: bits(3, 0) }), userName: bytes(16) }),
  response: layout({ temporarySessionId: u32, challenge: bytes(16) }),
  handle({ security, ipmi15Logins, peer }, { authentication, userName }) {
    if (!security.ipmi15) return refuse(CompletionCode.InvalidCommand);
    if (!peer) return refuse(CompletionCode.NotSupportedInPresentState);
    if (authentication.type !== AuthType.md5) return refuse(CompletionCode.InvalidDataField);
    const end = userName.indexOf(0);
    const name = end === -1 ? userName : userName.subarray(0, end);
    if (name.length === 0) return refuse(nullUserNotEnabled);
    // A copy: the login outlives the datagram.
    const login = ipmi15Logins.begin(Buffer.from(name), peer);
    return login
      ? { temporarySessionId: login.id, challenge: login.challenge }
      : refuse(CompletionCode.NodeBusy);
  },
});
