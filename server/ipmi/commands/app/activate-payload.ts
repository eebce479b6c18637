import { command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { reserved, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { PayloadType } from "../../session/header.ts";
import { Privilege } from "../../session/privilege.ts";
import { maximumPayloadLength } from "../../sol/sol-packet.ts";

const alreadyActive = 0x80;
const payloadTypeDisabled = 0x81;
const instanceLimitReached = 0x82;
const needsEncryption = 0x84;
const noVlan = 0xffff;

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
  handle({ session, serialOverLan }, { payload, instance, auxiliary }) {
    if (!session) return refuse(CompletionCode.NotSupportedInPresentState);
    if (payload.type !== PayloadType.sol) return refuse(payloadTypeDisabled);
    if (instance.number !== serialOverLan.instance) return refuse(instanceLimitReached);
    // The lines that a console shows and takes are as good as a login: not for those who may only read.
    if (session.privilege < Privilege.Operator) return refuse(CompletionCode.InsufficientPrivilege);
    if (!auxiliary.encrypt || !auxiliary.authenticate) return refuse(needsEncryption);
    if (!serialOverLan.activate(session)) return refuse(alreadyActive);
    return {
      inboundPayloadSize: maximumPayloadLength,
      outboundPayloadSize: maximumPayloadLength,
      port: serialOverLan.port,
      vlan: noVlan,
    };
  },
});
