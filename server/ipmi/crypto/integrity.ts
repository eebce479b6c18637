import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";
import type { IntegrityAlgorithm } from "./cipher-suites.ts";

/**
 * The session trailer (IPMI 2.0 table 13-8): pad FFh, the pad's length, next header 07h, AuthCode. The
 * AuthCode covers everything from AuthType to next header, which the pad makes a multiple of 4.
 */
const nextHeader = 0x07;
const padByte = 0xff;
const fixedLength = 2;

const padLengthFor = (covered: number): number => -(covered + fixedLength) & 3;

/** @param covered bytes from AuthType to the end of the payload */
export const trailerLength = ({ authCodeLength }: IntegrityAlgorithm, covered: number): number =>
  padLengthFor(covered) + fixedLength + authCodeLength;

/**
 * Fills in the trailer.
 * @param from where AuthType stands
 * @param trailer where the payload ends
 */
export function sign(
  { hash, authCodeLength }: IntegrityAlgorithm,
  key: KeyObject,
  datagram: Buffer,
  from: number,
  trailer: number,
): void {
  const padLength = padLengthFor(trailer - from);
  datagram.fill(padByte, trailer, trailer + padLength);
  datagram[trailer + padLength] = padLength;
  datagram[trailer + padLength + 1] = nextHeader;
  const end = trailer + padLength + fixedLength;
  const code = createHmac(hash, key).update(datagram.subarray(from, end)).digest();
  code.copy(datagram, end, 0, authCodeLength);
}

/** Whether the packet is what the holder of the key sent. In a time that tells nothing of the right AuthCode. */
export function isAuthentic(
  { hash, authCodeLength }: IntegrityAlgorithm,
  key: KeyObject,
  datagram: Buffer,
  from: number,
  trailer: number,
): boolean {
  const end = datagram.length - authCodeLength;
  const padLength = end - trailer - fixedLength;
  if (padLength < 0 || datagram[end - 2] !== padLength || datagram[end - 1] !== nextHeader) return false;
  const code = createHmac(hash, key).update(datagram.subarray(from, end)).digest();
  return timingSafeEqual(code.subarray(0, authCodeLength), datagram.subarray(end));
}
