/** RMCP's header (ASF 2.0 §3.2.2): version, reserved, sequence number, class of message. */
export const rmcpHeaderLength = 4;

const version = 0x06;
const ackBit = 0x80;
const noAckWanted = 0xff;

export const RmcpClass = { asf: 0x06, ipmi: 0x07 } as const;

export interface RmcpHeader {
  readonly class: number;
  readonly sequence: number;
  readonly wantsAck: boolean;
}

/** @returns nothing for what is no RMCP message or only acknowledges one */
export function decodeRmcp(datagram: Buffer): RmcpHeader | undefined {
  if (datagram.length <= rmcpHeaderLength || datagram[0] !== version) return undefined;
  const [, , sequence, messageClass] = datagram as unknown as readonly [number, number, number, number];
  if (messageClass & ackBit) return undefined;
  return { class: messageClass, sequence, wantsAck: sequence !== noAckWanted };
}

/** Writes the header of a message that wants no acknowledgement. */
export function writeRmcpHeader(datagram: Buffer, messageClass: number): void {
  datagram.writeUInt32BE(((version << 24) | (noAckWanted << 8) | messageClass) >>> 0);
}

export function encodeAck({ class: messageClass, sequence }: RmcpHeader): Buffer {
  return Buffer.from([version, 0x00, sequence, messageClass | ackBit]);
}
