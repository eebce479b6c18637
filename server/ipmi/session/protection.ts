import type { RmcpPlusPacket } from "./header.ts";
import type { Ipmi15Packet } from "./ipmi15.ts";

export type SessionPacket = RmcpPlusPacket | Ipmi15Packet;

/** What both ends of a session have agreed to do to each packet, and where their sequence numbers stand. */
export interface Protection {
  readonly format: SessionPacket["format"];
  readonly isEncrypted: boolean;
  readonly isAuthenticated: boolean;
  /** Payload types that go in the clear by agreement, although the session can encrypt. */
  readonly unencrypted: Set<number>;
  /** @returns the payload; nothing for a packet that is forged, old, repeated or less protected than agreed */
  unwrap(packet: SessionPacket): Buffer | undefined;
  wrap(payloadType: number, payload: Buffer): Buffer;
}

/** 0 belongs to packets outside of sessions. */
export const nextSequence = (sequence: number): number => (sequence === 0xffff_ffff ? 1 : sequence + 1);
