import type { AuthenticationAlgorithm } from "../crypto/cipher-suites.ts";
import { hmac } from "../crypto/session-keys.ts";
import { bytes, reserved, rest, u8, u32 } from "../layout/fields.ts";
import { layout } from "../layout/layout.ts";
import type { Status } from "./status.ts";

/** RAKP messages (IPMI 2.0 §13.20 to §13.23). */
export const rakp1 = layout({
  tag: u8,
  reserved: reserved(3),
  bmcSessionId: u32,
  consoleRandom: bytes(16),
  role: u8,
  reserved2: reserved(2),
  userNameLength: u8,
  userName: rest,
});

export const rakp2 = layout({
  tag: u8,
  status: u8,
  reserved: reserved(2),
  consoleSessionId: u32,
  bmcRandom: bytes(16),
  guid: bytes(16),
  authCode: rest,
});

export const rakp3 = layout({
  tag: u8,
  status: u8,
  reserved: reserved(2),
  bmcSessionId: u32,
  authCode: rest,
});

export const rakp4 = layout({
  tag: u8,
  status: u8,
  reserved: reserved(2),
  consoleSessionId: u32,
  integrityCheck: rest,
});

const refusal = layout({ tag: u8, status: u8, reserved: reserved(2), consoleSessionId: u32 });

/** RAKP 2 or RAKP 4 when something is wrong. */
export const refuseRakp = (tag: number, status: Status, consoleSessionId: number): Buffer =>
  refusal.encode({ tag, status, consoleSessionId });

/** The role byte's bit 4: look the user up by name only, and not by name and privilege. */
const nameOnlyBit = 0x10;
const privilegeMask = 0x0f;

export const roleOf = (role: number): { readonly nameOnly: boolean; readonly privilege: number } => ({
  nameOnly: (role & nameOnlyBit) !== 0,
  privilege: role & privilegeMask,
});

/** What both ends know of a login after RAKP 1 and 2. */
export interface Challenge {
  readonly consoleSessionId: number;
  readonly bmcSessionId: number;
  readonly consoleRandom: Buffer;
  readonly bmcRandom: Buffer;
  readonly guid: Buffer;
  /** The whole byte, as the remote console sent it. */
  readonly role: number;
  readonly userName: Buffer;
}

const rakp2Covers = layout({
  consoleSessionId: u32,
  bmcSessionId: u32,
  consoleRandom: bytes(16),
  bmcRandom: bytes(16),
  guid: bytes(16),
  role: u8,
  userNameLength: u8,
  userName: rest,
});
const rakp3Covers = layout({
  bmcRandom: bytes(16),
  consoleSessionId: u32,
  role: u8,
  userNameLength: u8,
  userName: rest,
});
const sessionIntegrityKeyCovers = layout({
  consoleRandom: bytes(16),
  bmcRandom: bytes(16),
  role: u8,
  userNameLength: u8,
  userName: rest,
});
const rakp4Covers = layout({ consoleRandom: bytes(16), bmcSessionId: u32, guid: bytes(16) });

const withLength = (challenge: Challenge) => ({ ...challenge, userNameLength: challenge.userName.length });

export const rakp2AuthCode = ({ hash }: AuthenticationAlgorithm, key: Buffer, challenge: Challenge): Buffer =>
  hmac(hash, key, rakp2Covers.encode(withLength(challenge)));

export const rakp3AuthCode = ({ hash }: AuthenticationAlgorithm, key: Buffer, challenge: Challenge): Buffer =>
  hmac(hash, key, rakp3Covers.encode(withLength(challenge)));

/** @param key KG, or the user's own key where there is none ("one-key" login) */
export const sessionIntegrityKey = (
  { hash }: AuthenticationAlgorithm,
  key: Buffer,
  challenge: Challenge,
): Buffer => hmac(hash, key, sessionIntegrityKeyCovers.encode(withLength(challenge)));

export const rakp4IntegrityCheck = (
  { hash, integrityCheckLength }: AuthenticationAlgorithm,
  key: Buffer,
  challenge: Challenge,
): Buffer => hmac(hash, key, rakp4Covers.encode(challenge)).subarray(0, integrityCheckLength);
