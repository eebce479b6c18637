import { checksum } from "./checksum.ts";

/** Where messages for the BMC itself are addressed to (IPMI 2.0 §5.5). */
const bmcAddress = 0x20;

const headerLength = 6;
const checksumLength = 1;

/** An IPMI LAN message that asks for something (IPMI 2.0 §13.8). */
export interface LanRequest {
  readonly netFn: number;
  /** The BMC's logical unit that is asked. */
  readonly lun: number;
  readonly requesterAddress: number;
  readonly requesterLun: number;
  readonly sequence: number;
  readonly cmd: number;
  readonly data: Buffer;
}

/** @returns nothing for what is no request to this BMC or was damaged on the way */
export function decodeLanRequest(message: Buffer): LanRequest | undefined {
  const end = message.length - checksumLength;
  if (end < headerLength || message[0] !== bmcAddress) return undefined;
  if (message[2] !== checksum(message, 0, 2) || message[end] !== checksum(message, 3, end)) return undefined;
  const netFnLun = message[1] as number;
  const sequenceLun = message[4] as number;
  const isResponse = (netFnLun & 0x04) !== 0;
  if (isResponse) return undefined;
  return {
    netFn: netFnLun >> 2,
    lun: netFnLun & 0x03,
    requesterAddress: message[3] as number,
    sequence: sequenceLun >> 2,
    requesterLun: sequenceLun & 0x03,
    cmd: message[5] as number,
    data: message.subarray(headerLength, end),
  };
}

/** @param answer completion code and data */
export function encodeLanResponse(request: LanRequest, answer: Buffer): Buffer {
  const end = headerLength + answer.length;
  const message = Buffer.allocUnsafe(end + checksumLength);
  message[0] = request.requesterAddress;
  message[1] = ((request.netFn | 1) << 2) | request.requesterLun;
  message[2] = checksum(message, 0, 2);
  message[3] = bmcAddress;
  message[4] = (request.sequence << 2) | request.lun;
  message[5] = request.cmd;
  answer.copy(message, headerLength);
  message[end] = checksum(message, 3, end);
  return message;
}
