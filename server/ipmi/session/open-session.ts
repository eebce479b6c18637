import { algorithmNumbers, type CipherSuite, type Proposal } from "../crypto/cipher-suites.ts";
import { bits, byte } from "../layout/byte.ts";
import { reserved, u8, u32 } from "../layout/fields.ts";
import { type Decoded, layout, nested } from "../layout/layout.ts";
import { Status } from "./status.ts";

/** An algorithm payload (IPMI 2.0 table 13-9). Length 0 leaves the choice to the BMC. */
const algorithm = layout({
  type: u8,
  reserved: reserved(2),
  length: u8,
  algorithm: byte({ number: bits(5, 0) }),
  reserved2: reserved(3),
});

const algorithmType = { authentication: 0x00, integrity: 0x01, confidentiality: 0x02 } as const;

export const openSessionRequest = layout({
  tag: u8,
  maximum: byte({ privilege: bits(3, 0) }),
  reserved: reserved(2),
  consoleSessionId: u32,
  authentication: nested(algorithm),
  integrity: nested(algorithm),
  confidentiality: nested(algorithm),
});
export type OpenSessionRequest = Decoded<typeof openSessionRequest>;

const openSessionResponse = layout({
  tag: u8,
  status: u8,
  maximum: byte({ privilege: bits(3, 0) }),
  reserved: reserved(1),
  consoleSessionId: u32,
  bmcSessionId: u32,
  authentication: nested(algorithm),
  integrity: nested(algorithm),
  confidentiality: nested(algorithm),
});

const openSessionRefusal = layout({ tag: u8, status: u8, reserved: reserved(2), consoleSessionId: u32 });

/** @returns nothing where the algorithm payloads do not stand in the order of the standard */
export function proposalOf(request: OpenSessionRequest): Proposal | undefined {
  const { authentication, integrity, confidentiality } = request;
  if (authentication.type !== algorithmType.authentication) return undefined;
  if (integrity.type !== algorithmType.integrity) return undefined;
  if (confidentiality.type !== algorithmType.confidentiality) return undefined;
  return {
    authentication: proposed(authentication),
    integrity: proposed(integrity),
    confidentiality: proposed(confidentiality),
  };
}

const proposed = ({ length, algorithm: { number } }: Decoded<typeof algorithm>): number | undefined =>
  length === 0 ? undefined : number;

export interface OpenedSession {
  readonly privilege: number;
  readonly bmcSessionId: number;
  readonly suite: CipherSuite;
}

export function acceptOpenSession(
  { tag, consoleSessionId }: OpenSessionRequest,
  { privilege, bmcSessionId, suite }: OpenedSession,
): Buffer {
  const numbers = algorithmNumbers(suite);
  const chosen = (type: number, number: number) => ({ type, length: algorithm.size, algorithm: { number } });
  return openSessionResponse.encode({
    tag,
    status: Status.NoErrors,
    maximum: { privilege },
    consoleSessionId,
    bmcSessionId,
    authentication: chosen(algorithmType.authentication, numbers.authentication),
    integrity: chosen(algorithmType.integrity, numbers.integrity),
    confidentiality: chosen(algorithmType.confidentiality, numbers.confidentiality),
  });
}

export const refuseOpenSession = ({ tag, consoleSessionId }: OpenSessionRequest, status: Status): Buffer =>
  openSessionRefusal.encode({ tag, status, consoleSessionId });
