import { RmcpClass, rmcpHeaderLength, writeRmcpHeader } from "./rmcp.ts";

/** ASF's own enterprise number, which its messages and a pong without OEM data carry (ASF 2.0 §3.2.4). */
const asfEnterprise = 4542;
const presencePing = 0x80;
const presencePong = 0x40;
const asfHeaderLength = 8;
const pongDataLength = 16;
/** IPMI is there (bit 7); ASF version 1.0. */
const supportedEntities = 0x81;

/** The pong to a presence ping, which finds BMCs on a network (IPMI 2.0 §13.2.3). Nothing for any other ASF message. */
export function answerPresencePing(datagram: Buffer): Buffer | undefined {
  const ping = datagram.subarray(rmcpHeaderLength);
  if (ping.length < asfHeaderLength) return undefined;
  if (ping.readUInt32BE(0) !== asfEnterprise || ping[4] !== presencePing) return undefined;
  const datagramOut = Buffer.alloc(rmcpHeaderLength + asfHeaderLength + pongDataLength);
  writeRmcpHeader(datagramOut, RmcpClass.asf);
  const pong = datagramOut.subarray(rmcpHeaderLength);
  pong.writeUInt32BE(asfEnterprise, 0);
  pong[4] = presencePong;
  pong[5] = ping[5] as number;
  pong[7] = pongDataLength;
  pong.writeUInt32BE(asfEnterprise, asfHeaderLength);
  pong[asfHeaderLength + 8] = supportedEntities;
  return datagramOut;
}
