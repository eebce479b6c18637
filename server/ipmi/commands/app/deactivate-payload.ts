import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { reserved } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { PayloadType } from "../../session/header.ts";
import { Privilege } from "../../session/privilege.ts";
import type { Session } from "../../session/session.ts";
import type { SolActivation } from "../../sol/serial-over-lan.ts";

const alreadyDeactivated = 0x80;
const payloadTypeDisabled = 0x81;

/** One's own user's, and anybody's for administrators and the machine itself. */
export const mayDeactivate = (session: Session | undefined, { owner }: SolActivation): boolean =>
  !session || session.userName === owner.userName || session.privilege === Privilege.Administrator;

export const deactivatePayload = command({
  name: "Deactivate Payload",
  section: "24.2",
  netFn: NetFn.App,
  cmd: 0x49,
  privilege: Privilege.User,
  request: layout({
    payload: byte({ type: bits(5, 0) }),
    instance: byte({ number: bits(3, 0) }),
    auxiliary: reserved(4),
  }),
  response: empty,
  handle({ session, serialOverLan }, { payload, instance }) {
    if (payload.type !== PayloadType.sol) return refuse(payloadTypeDisabled);
    const active = serialOverLan.find(instance.number);
    if (!active) return refuse(alreadyDeactivated);
    if (!mayDeactivate(session, active)) return refuse(CompletionCode.InsufficientPrivilege);
    serialOverLan.deactivate(active, session);
    return {};
  },
});
