import { RmcpClass, rmcpHeaderLength, writeRmcpHeader } from "../rmcp/rmcp.ts";
import { AuthType } from "./header.ts";

/** AuthType, session sequence number, session ID and the message's length (IPMI 2.0 table 13-8). */
const headerLength = rmcpHeaderLength + 10;

/**
 * The message in an IPMI 1.5 wrapper without authentication and session, with which every client asks for
 * a channel's authentication capabilities before it knows of IPMI 2.0.
 */
export function decodeIpmi15(datagram: Buffer): Buffer | undefined {
  if (datagram.length < headerLength || datagram[4] !== AuthType.none) return undefined;
  const isInSession = datagram.readUInt32LE(5) !== 0 || datagram.readUInt32LE(9) !== 0;
  const end = headerLength + (datagram[13] as number);
  if (isInSession || datagram.length < end) return undefined;
  return datagram.subarray(headerLength, end);
}

export function encodeIpmi15(message: Buffer): Buffer {
  const datagram = Buffer.alloc(headerLength + message.length);
  writeRmcpHeader(datagram, RmcpClass.ipmi);
  datagram[4] = AuthType.none;
  datagram[13] = message.length;
  message.copy(datagram, headerLength);
  return datagram;
}
