import { createCipheriv, createDecipheriv, type KeyObject } from "node:crypto";
import type { ConfidentialityAlgorithm } from "./cipher-suites.ts";

/**
 * AES-CBC payloads (IPMI 2.0 §13.29): initialisation vector, then the encrypted payload with its pad 01h,
 * 02h, 03h, … and the pad's length, which fill the last block.
 * @param iv one block of random bytes, never used before
 */
export function encryptPayload(
  { cipher, blockLength }: ConfidentialityAlgorithm,
  key: KeyObject,
  payload: Buffer,
  iv: Buffer,
): Buffer {
  const padLength = blockLength - 1 - (payload.length % blockLength);
  const padded = Buffer.allocUnsafe(payload.length + padLength + 1);
  payload.copy(padded);
  for (let pad = 0; pad < padLength; pad += 1) padded[payload.length + pad] = pad + 1;
  padded[padded.length - 1] = padLength;
  const encrypted = createCipheriv(cipher, key, iv).setAutoPadding(false).update(padded);
  return Buffer.concat([iv, encrypted]);
}

/** @returns nothing when the bytes are no encrypted payload */
export function decryptPayload(
  { cipher, blockLength }: ConfidentialityAlgorithm,
  key: KeyObject,
  data: Buffer,
): Buffer | undefined {
  if (data.length < 2 * blockLength || data.length % blockLength !== 0) return undefined;
  const decipher = createDecipheriv(cipher, key, data.subarray(0, blockLength)).setAutoPadding(false);
  const padded = decipher.update(data.subarray(blockLength));
  const padLength = padded[padded.length - 1] as number;
  const end = padded.length - 1 - padLength;
  if (padLength >= blockLength) return undefined;
  for (let pad = 0; pad < padLength; pad += 1) if (padded[end + pad] !== pad + 1) return undefined;
  return padded.subarray(0, end);
}
