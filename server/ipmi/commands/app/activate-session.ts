import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { bytes, u32 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { AuthType } from "../../session/header.ts";
import { asPrivilege, Privilege } from "../../session/privilege.ts";

const noSessionSlot = 0x81;
const sequenceOutOfRange = 0x84;
const invalidSessionId = 0x85;
const exceedsLimit = 0x86;

export const activateSession = command({
  name: "Activate Session",
  section: "22.17",
  netFn: NetFn.App,
  cmd: 0x3a,
  privilege: Privilege.None,
  request: layout({
    authentication: byte({ type: bits(3, 0) }),
    maximum: byte({ privilege: bits(3, 0) }),
    challenge: bytes(16),
    initialOutbound: u32,
  }),
  response: layout({
    authentication: byte({ type: bits(3, 0) }),
    sessionId: u32,
    initialInbound: u32,
    maximum: byte({ privilege: bits(3, 0) }),
  }),
  handle(
    { security, ipmi15Logins, ipmi15Login, peer },
    { authentication, maximum, challenge, initialOutbound },
  ) {
    if (!security.ipmi15) return refuse(CompletionCode.InvalidCommand);
    if (!ipmi15Login || !peer) return refuse(invalidSessionId);
    if (authentication.type !== AuthType.md5 || !challenge.equals(ipmi15Login.challenge)) {
      return refuse(CompletionCode.InvalidDataField);
    }
    const privilege = asPrivilege(maximum.privilege);
    if (privilege === undefined) return refuse(CompletionCode.InvalidDataField);
    if (privilege > ipmi15Login.claimant.limit) return refuse(exceedsLimit);
    if (initialOutbound === 0) return refuse(sequenceOutOfRange);
    const activated = ipmi15Logins.activate(ipmi15Login, privilege, initialOutbound, peer);
    if (!activated) return refuse(noSessionSlot);
    const { session, initialInbound } = activated;
    return {
      authentication: { type: AuthType.md5 },
      sessionId: session.id,
      initialInbound,
      maximum: { privilege: session.limit },
    };
  },
});
