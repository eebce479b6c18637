import { bit, bits, byte } from "../layout/byte.ts";
import { rest, u8 } from "../layout/fields.ts";
import { type Decoded, layout } from "../layout/layout.ts";

/** Sequence numbers are 1 to 15; 0 stands for a packet that carries no characters and wants no acknowledgement. */
export const noSequence = 0;
export const highestSequence = 15;

/**
 * SOL packets, remote console to BMC (IPMI 2.0 table 15-2). Without a name are the bits that have nothing to
 * act on: a virtual serial port has no ring indicator, DCD or DSR to drive ([5], [2]), and what was accepted
 * has left the BMC for the machine, so that an inbound flush ([1]) finds nothing.
 */
export const packetFromConsole = layout({
  packet: byte({ sequence: bits(3, 0) }),
  acknowledged: byte({ sequence: bits(3, 0) }),
  acceptedCount: u8,
  operation: byte({ nack: bit(6), sendBreak: bit(4), pause: bit(3), flushOutbound: bit(0) }),
  characters: rest,
});
export type PacketFromConsole = Decoded<typeof packetFromConsole>;

/** BMC to remote console. A break that the machine sends does not reach its virtual serial line, so [2] has no name. */
export const packetToConsole = layout({
  packet: byte({ sequence: bits(3, 0) }),
  acknowledged: byte({ sequence: bits(3, 0) }),
  acceptedCount: u8,
  status: byte({ transferUnavailable: bit(5), deactivating: bit(4), overrun: bit(3) }),
  characters: rest,
});

/** The accepted count is one byte. */
export const maximumCharacters = 255;
export const maximumPayloadLength = packetToConsole.size + maximumCharacters;

/** Tells a remote console that nobody is at this end any more. */
export const deactivatingPacket = packetToConsole.encode({
  packet: { sequence: noSequence },
  acknowledged: { sequence: noSequence },
  acceptedCount: 0,
  status: { transferUnavailable: false, deactivating: true, overrun: false },
  characters: Buffer.alloc(0),
});
