import { RmcpClass, rmcpHeaderLength, writeRmcpHeader } from "./rmcp.ts";

/** ASF's own enterprise number, which its messages and a pong without OEM data carry (ASF 2.0 §3.2.4). */
const asfEnterprise = 4542;
const presencePing = 0x80;
const presencePong = 0x40;
const asfHeaderLength = 8;
const pongDataLength = 16;
/** ASF version 1.0, with IPMI (bit 7) or without. */
const supportedEntities = { ipmi: 0x81, none: 0x01 };

/**
 * Says, unasked, that there is no IPMI (any more). ipmitool's console, which knows no SOL packet that ends it
 * and would wait for good, ends with it; other clients ignore it.
 */
export const farewellPong = encodePong(0xff, supportedEntities.none);

/** The pong to a presence ping, which finds BMCs on a network (IPMI 2.0 §13.2.3). Nothing for any other ASF message. */
export function answerPresencePing(datagram: Buffer): Buffer | undefined {
  const ping = datagram.subarray(rmcpHeaderLength);
  if (ping.length < asfHeaderLength) return undefined;
  if (ping.readUInt32BE(0) !== asfEnterprise || ping[4] !== presencePing) return undefined;
  return encodePong(ping[5] as number, supportedEntities.ipmi);
}

function encodePong(tag: number, entities: number): Buffer {
  const datagramOut = Buffer.alloc(rmcpHeaderLength + asfHeaderLength + pongDataLength);
  writeRmcpHeader(datagramOut, RmcpClass.asf);
  const pong = datagramOut.subarray(rmcpHeaderLength);
  pong.writeUInt32BE(asfEnterprise, 0);
  pong[4] = presencePong;
  pong[5] = tag;
  pong[7] = pongDataLength;
  pong.writeUInt32BE(asfEnterprise, asfHeaderLength);
  pong[asfHeaderLength + 8] = entities;
  return datagramOut;
}
