import { checksum } from "../message/checksum.ts";

/**
 * The protocol between QEMU's ipmi-bmc-extern and a BMC, which OpenIPMI calls "VM", version 1: messages
 * end with A0h, control commands with A1h, and AAh takes the special meaning off the byte that follows it.
 */
const endOfMessage = 0xa0;
const endOfControl = 0xa1;
const escapeNext = 0xaa;
const escaped = 0x10;
const needsEscape = (byte: number): boolean =>
  byte === endOfMessage || byte === endOfControl || byte === escapeNext;

/** No IPMI message over a system interface comes near to this. */
const frameLimit = 512;

export const VmControl = {
  noAttention: 0x00,
  attention: 0x01,
  attentionInterrupt: 0x02,
  enableInterrupt: 0x05,
  disableInterrupt: 0x06,
  capabilities: 0x08,
  version: 0xff,
} as const;

const protocolVersion = 1;
export const versionControl = Buffer.from([VmControl.version, protocolVersion, endOfControl]);

export const controlCommand = (command: number): Buffer => Buffer.from([command, endOfControl]);

export type VmFrame = { readonly kind: "message" | "control"; readonly data: Buffer };

export interface VmRequest {
  readonly sequence: number;
  readonly netFn: number;
  readonly lun: number;
  readonly cmd: number;
  readonly data: Buffer;
}

/** Takes frames out of a stream that may be cut anywhere. A frame beyond all bounds is left out. */
export class VmDecoder {
  #bytes: number[] = [];
  #isEscaped = false;

  push(chunk: Uint8Array): VmFrame[] {
    const frames: VmFrame[] = [];
    for (const byte of chunk) {
      if (byte === endOfMessage || byte === endOfControl) {
        if (this.#bytes.length <= frameLimit) {
          frames.push({
            kind: byte === endOfMessage ? "message" : "control",
            data: Buffer.from(this.#bytes),
          });
        }
        this.#bytes = [];
        this.#isEscaped = false;
      } else if (byte === escapeNext) {
        this.#isEscaped = true;
      } else {
        // One more than the limit is kept, to know that it was passed.
        if (this.#bytes.length <= frameLimit) this.#bytes.push(this.#isEscaped ? byte & ~escaped : byte);
        this.#isEscaped = false;
      }
    }
    return frames;
  }
}

const requestHeader = 3;

/** @returns nothing for a message that is too short or was damaged */
export function decodeVmRequest(message: Buffer): VmRequest | undefined {
  const end = message.length - 1;
  if (end < requestHeader || message[end] !== checksum(message, 0, end)) return undefined;
  const netFnLun = message[1] as number;
  return {
    sequence: message[0] as number,
    netFn: netFnLun >> 2,
    lun: netFnLun & 0x03,
    cmd: message[2] as number,
    data: message.subarray(requestHeader, end),
  };
}

/** @param answer completion code and data */
export function encodeVmResponse({ sequence, netFn, lun, cmd }: VmRequest, answer: Buffer): Buffer {
  return encodeVmMessage(Buffer.concat([Buffer.from([sequence, ((netFn | 1) << 2) | lun, cmd]), answer]));
}

/** Adds the checksum, the escapes and the end. */
export function encodeVmMessage(message: Buffer): Buffer {
  const wire: number[] = [];
  for (const byte of [...message, checksum(message, 0, message.length)]) {
    if (needsEscape(byte)) wire.push(escapeNext, byte | escaped);
    else wire.push(byte);
  }
  return Buffer.from([...wire, endOfMessage]);
}
