import { channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { algorithmNumbers, type CipherSuite } from "../../crypto/cipher-suites.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

/** Tags of cipher suite records (IPMI 2.0 §22.15.1). */
const standardSuite = 0xc0;
const integrityTag = 0x40;
const confidentialityTag = 0x80;
/** A part of the list; a shorter one is the last. */
const partLength = 16;

export const getChannelCipherSuites = command({
  name: "Get Channel Cipher Suites",
  section: "22.15",
  netFn: NetFn.App,
  cmd: 0x54,
  privilege: Privilege.None,
  request: layout({
    channel: byte({ number: bits(3, 0) }),
    payload: byte({ type: bits(5, 0) }),
    list: byte({ bySuite: bit(7), index: bits(5, 0) }),
  }),
  response: layout({ channel: u8, records: rest }),
  handle(context, { channel: { number }, list: { bySuite, index } }) {
    const channel = channelOf(context, number);
    if (channel === undefined) return refuse(CompletionCode.InvalidDataField);
    const { cipherSuites } = context.security;
    const list = Buffer.from(bySuite ? suiteRecords(cipherSuites) : algorithms(cipherSuites));
    return { channel, records: list.subarray(index * partLength, (index + 1) * partLength) };
  },
});

function algorithmsOf(suite: CipherSuite): number[] {
  const { authentication, integrity, confidentiality } = algorithmNumbers(suite);
  return [authentication, integrityTag | integrity, confidentialityTag | confidentiality];
}

const suiteRecords = (suites: readonly CipherSuite[]): number[] =>
  suites.toSorted((a, b) => a.id - b.id).flatMap(suite => [standardSuite, suite.id, ...algorithmsOf(suite)]);

const algorithms = (suites: readonly CipherSuite[]): number[] =>
  [...new Set(suites.flatMap(algorithmsOf))].toSorted((a, b) => a - b);
