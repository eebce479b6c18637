import { createHash, timingSafeEqual } from "node:crypto";
import { RmcpClass, rmcpHeaderLength, writeRmcpHeader } from "../rmcp/rmcp.ts";
import { AuthType, PayloadType } from "./header.ts";

/** AuthType, session sequence number, session ID (IPMI 2.0 table 13-8); an AuthCode and the length follow. */
const headerLength = rmcpHeaderLength + 9;
const authCodeLength = 16;
const lengthLength = 1;

/** IPMI 1.5 has room for passwords of this many bytes, filled up with 00h. */
export const ipmi15KeyLength = 16;

export interface Ipmi15Packet {
  readonly format: "ipmi15";
  /** IPMI 1.5 knows no other. */
  readonly payloadType: typeof PayloadType.ipmi;
  readonly sequence: number;
  readonly sessionId: number;
  /** Absent in a packet that claims no authentication. */
  readonly authCode?: Buffer;
  readonly payload: Buffer;
}

/** @returns nothing for other authentication than MD5 and none: all the rest is broken */
export function decodeIpmi15(datagram: Buffer): Ipmi15Packet | undefined {
  const authType = datagram[rmcpHeaderLength];
  if (authType !== AuthType.none && authType !== AuthType.md5) return undefined;
  const lengthOffset = headerLength + (authType === AuthType.md5 ? authCodeLength : 0);
  if (datagram.length <= lengthOffset) return undefined;
  const begin = lengthOffset + lengthLength;
  const end = begin + (datagram[lengthOffset] as number);
  if (datagram.length < end) return undefined;
  return {
    format: "ipmi15",
    payloadType: PayloadType.ipmi,
    sequence: datagram.readUInt32LE(5),
    sessionId: datagram.readUInt32LE(9),
    ...(authType === AuthType.md5 && { authCode: datagram.subarray(headerLength, lengthOffset) }),
    payload: datagram.subarray(begin, end),
  };
}

export interface Ipmi15Header {
  readonly sequence: number;
  readonly sessionId: number;
  /** The user's; absent for a packet without authentication. */
  readonly key?: Buffer;
}

export function encodeIpmi15({ sequence, sessionId, key }: Ipmi15Header, message: Buffer): Buffer {
  const lengthOffset = headerLength + (key ? authCodeLength : 0);
  const datagram = Buffer.alloc(lengthOffset + lengthLength + message.length);
  writeRmcpHeader(datagram, RmcpClass.ipmi);
  datagram[rmcpHeaderLength] = key ? AuthType.md5 : AuthType.none;
  datagram.writeUInt32LE(sequence, 5);
  datagram.writeUInt32LE(sessionId, 9);
  if (key) md5AuthCode(key, sessionId, sequence, message).copy(datagram, headerLength);
  datagram[lengthOffset] = message.length;
  message.copy(datagram, lengthOffset + lengthLength);
  return datagram;
}

/** A packet outside of any session. */
export const encodeIpmi15Sessionless = (message: Buffer): Buffer =>
  encodeIpmi15({ sequence: 0, sessionId: 0 }, message);

/** Whether the packet is what the holder of the key sent. In a time that tells nothing of the right AuthCode. */
export function isAuthenticIpmi15(
  { authCode, sessionId, sequence, payload }: Ipmi15Packet,
  key: Buffer,
): boolean {
  return authCode !== undefined && timingSafeEqual(authCode, md5AuthCode(key, sessionId, sequence, payload));
}

/** IPMI 2.0 §22.17.1. */
function md5AuthCode(key: Buffer, sessionId: number, sequence: number, message: Buffer): Buffer {
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32LE(sessionId, 0);
  numbers.writeUInt32LE(sequence, 4);
  return createHash("md5")
    .update(key)
    .update(numbers.subarray(0, 4))
    .update(message)
    .update(numbers.subarray(4))
    .update(key)
    .digest();
}
