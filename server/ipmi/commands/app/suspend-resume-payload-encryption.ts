import { command } from "../../command.ts";
import { bits, byte, choice } from "../../layout/byte.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { PayloadType } from "../../session/header.ts";
import { Privilege } from "../../session/privilege.ts";

const notForThisPayloadType = 0x80;
const notUnderThisConfiguration = 0x81;
const noEncryptionInSession = 0x82;
const instanceNotActive = 0x83;

const operations = { suspend: 0, resume: 1, regenerateInitializationVector: 2 } as const;

export const suspendResumePayloadEncryption = command({
  name: "Suspend/Resume Payload Encryption",
  section: "24.3",
  netFn: NetFn.App,
  cmd: 0x55,
  privilege: Privilege.User,
  request: layout({
    payload: byte({ type: bits(5, 0) }),
    instance: byte({ number: bits(3, 0) }),
    encryption: byte({ operation: choice(1, 0, operations) }),
  }),
  response: empty,
  handle({ session, serialOverLan }, { payload, instance, encryption: { operation } }) {
    if (payload.type !== PayloadType.sol) return refuse(notForThisPayloadType);
    const active = serialOverLan.find(instance.number);
    if (!active) return refuse(instanceNotActive);
    const { owner } = active;
    if (owner !== session) return refuse(CompletionCode.InsufficientPrivilege);
    if (!owner.isEncrypted) return refuse(noEncryptionInSession);
    if (operation === "suspend") {
      if (serialOverLan.configuration.value.forceEncryption) return refuse(notUnderThisConfiguration);
      owner.unencrypted.add(PayloadType.sol);
    }
    if (operation === "resume") owner.unencrypted.delete(PayloadType.sol);
    // Every packet has an initialization vector of its own anyway.
    return {};
  },
});
