import { RmcpClass, rmcpHeaderLength, writeRmcpHeader } from "../rmcp/rmcp.ts";

/** The format of a session wrapper, or how IPMI 1.5 authenticates (IPMI 2.0 §13.6). */
export const AuthType = { none: 0x00, md5: 0x02, rmcpPlus: 0x06 } as const;

/** IPMI 2.0 table 13-16. */
export const PayloadType = {
  ipmi: 0x00,
  sol: 0x01,
  openSessionRequest: 0x10,
  openSessionResponse: 0x11,
  rakp1: 0x12,
  rakp2: 0x13,
  rakp3: 0x14,
  rakp4: 0x15,
} as const;

/** What an RMCP+ packet begins with, up to its payload. */
export const rmcpPlusHeaderLength = rmcpHeaderLength + 12;

const encryptedBit = 0x80;
const authenticatedBit = 0x40;
const payloadTypeMask = 0x3f;
const payloadOffset = rmcpPlusHeaderLength;

export interface RmcpPlusPacket {
  readonly format: "rmcpPlus";
  readonly payloadType: number;
  readonly encrypted: boolean;
  readonly authenticated: boolean;
  readonly sessionId: number;
  readonly sequence: number;
  readonly payload: Buffer;
  /** All of it, which authentication is about. */
  readonly datagram: Buffer;
}

export const authTypeOf = (datagram: Buffer): number | undefined => datagram[rmcpHeaderLength];

export function decodeRmcpPlus(datagram: Buffer): RmcpPlusPacket | undefined {
  if (datagram.length < payloadOffset) return undefined;
  const payloadEnd = payloadOffset + datagram.readUInt16LE(14);
  if (datagram.length < payloadEnd) return undefined;
  const type = datagram[5] as number;
  return {
    format: "rmcpPlus",
    payloadType: type & payloadTypeMask,
    encrypted: (type & encryptedBit) !== 0,
    authenticated: (type & authenticatedBit) !== 0,
    sessionId: datagram.readUInt32LE(6),
    sequence: datagram.readUInt32LE(10),
    payload: datagram.subarray(payloadOffset, payloadEnd),
    datagram,
  };
}

export interface RmcpPlusHeader {
  readonly payloadType: number;
  readonly encrypted: boolean;
  readonly authenticated: boolean;
  readonly sessionId: number;
  readonly sequence: number;
}

/** @param trailerLength bytes that are left free behind the payload */
export function encodeRmcpPlus(header: RmcpPlusHeader, payload: Buffer, trailerLength = 0): Buffer {
  const datagram = Buffer.allocUnsafe(payloadOffset + payload.length + trailerLength);
  writeRmcpHeader(datagram, RmcpClass.ipmi);
  datagram[4] = AuthType.rmcpPlus;
  datagram[5] =
    header.payloadType |
    (header.encrypted ? encryptedBit : 0) |
    (header.authenticated ? authenticatedBit : 0);
  datagram.writeUInt32LE(header.sessionId, 6);
  datagram.writeUInt32LE(header.sequence, 10);
  datagram.writeUInt16LE(payload.length, 14);
  payload.copy(datagram, payloadOffset);
  return datagram;
}

/** A packet outside of any session. */
export const encodeSessionless = (payloadType: number, payload: Buffer): Buffer =>
  encodeRmcpPlus({ payloadType, encrypted: false, authenticated: false, sessionId: 0, sequence: 0 }, payload);
