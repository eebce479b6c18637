import { type CommandContext, command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { reserved, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, type Refusal, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { PayloadType } from "../../session/header.ts";
import { limitOf, lowest, Privilege } from "../../session/privilege.ts";
import type { Session } from "../../session/session.ts";
import { maximumPayloadLength } from "../../sol/sol-packet.ts";
import { mayDeactivate } from "./deactivate-payload.ts";

const alreadyActive = 0x80;
const payloadTypeDisabled = 0x81;
const activationLimitReached = 0x82;
const needsEncryption = 0x84;
const noVlan = 0xffff;

interface Protection {
  readonly encrypt: boolean;
  readonly authenticate: boolean;
}

/**
 * The wish for a start with CTS and DCD/DSR deasserted is without effect: ipmitool has it and then waits for
 * output. Test mode and alerts on a shared serial line are not there.
 */
export const activatePayload = command({
  name: "Activate Payload",
  section: "24.1",
  netFn: NetFn.App,
  cmd: 0x48,
  privilege: Privilege.User,
  request: layout({
    payload: byte({ type: bits(5, 0) }),
    instance: byte({ number: bits(3, 0) }),
    auxiliary: byte({ encrypt: bit(7), authenticate: bit(6) }),
    reserved: reserved(3),
  }),
  response: layout({
    auxiliary: reserved(4),
    inboundPayloadSize: u16,
    outboundPayloadSize: u16,
    port: u16,
    vlan: u16,
  }),
  handle(context, { payload, instance, auxiliary }) {
    const { session, serialOverLan } = context;
    if (session?.format !== "rmcpPlus") return refuse(CompletionCode.NotSupportedInPresentState);
    const isEnabled = payload.type === PayloadType.sol && serialOverLan.configuration.value.enabled;
    if (!isEnabled) return refuse(payloadTypeDisabled);
    const refusal =
      refusalOfUser(context, session) ??
      refusalOfProtection(context, session, auxiliary) ??
      refusalOfInstance(context, session, instance.number);
    if (refusal) return refusal;
    const active = serialOverLan.find(instance.number);
    if (active?.owner !== session) {
      if (active) serialOverLan.deactivate(active, session);
      serialOverLan.activate(instance.number, session);
    }
    if (auxiliary.encrypt) session.unencrypted.delete(PayloadType.sol);
    else session.unencrypted.add(PayloadType.sol);
    return {
      inboundPayloadSize: maximumPayloadLength,
      outboundPayloadSize: maximumPayloadLength,
      port: serialOverLan.port,
      vlan: noVlan,
    };
  },
});

function refusalOfUser({ accounts, serialOverLan }: CommandContext, session: Session): Refusal | undefined {
  const account = accounts.find(session.userName);
  const privilege = lowest(session.privilege, limitOf(account));
  const isAllowed = account?.serialOverLan && privilege >= serialOverLan.configuration.value.privilege;
  return isAllowed ? undefined : refuse(CompletionCode.InsufficientPrivilege);
}

/** A session that can encrypt is asked to, unless that is left to the console; packets that anybody can forge are never taken. */
function refusalOfProtection(
  { serialOverLan }: CommandContext,
  { isEncrypted, isAuthenticated }: Session,
  { encrypt, authenticate }: Protection,
): Refusal | undefined {
  const { forceEncryption } = serialOverLan.configuration.value;
  if (isEncrypted && !encrypt && forceEncryption) return refuse(needsEncryption);
  if (isAuthenticated && !authenticate) return refuse(CompletionCode.InvalidDataField);
  return undefined;
}

function refusalOfInstance(
  { serialOverLan }: CommandContext,
  session: Session,
  instance: number,
): Refusal | undefined {
  const own = serialOverLan.of(session);
  const isThere = instance >= 1 && instance <= serialOverLan.capacity;
  if (!isThere || (own && own.instance !== instance)) return refuse(activationLimitReached);
  const active = serialOverLan.find(instance);
  if (!active || active === own) return undefined;
  // Who could deactivate it first need not, when its owner has stopped answering.
  const isFree = active.connection.isUnanswered && mayDeactivate(session, active);
  return isFree ? undefined : refuse(alreadyActive);
}
