import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import type { CipherSuite } from "./cipher-suites.ts";

/** RAKP keys are passwords of at most 20 bytes, filled up with 00h; so is KG. */
export const passwordLength = 20;

const constantLength = 20;
/** Of K2, for AES-128. */
const confidentialityKeyLength = 16;

/** @returns nothing for a password that IPMI has no room for: its account cannot log in over IPMI */
export function passwordKey(password: string): Buffer | undefined {
  const key = Buffer.alloc(passwordLength);
  const given = Buffer.from(password);
  if (given.length > passwordLength) return undefined;
  given.copy(key);
  return key;
}

export const hmac = (hash: string, key: Buffer | KeyObject, ...parts: readonly Buffer[]): Buffer => {
  const code = createHmac(hash, key);
  for (const part of parts) code.update(part);
  return code.digest();
};

/** What protects the packets of one session. */
export interface SessionKeys {
  readonly suite: CipherSuite;
  /** K1 */
  readonly integrity: KeyObject;
  /** The head of K2: its first 16 bytes. */
  readonly confidentiality: KeyObject;
}

/** K1 and K2 from the session integrity key (IPMI 2.0 §13.32): 20 bytes of 01h and of 02h, whatever the hash. */
export function sessionKeys(suite: CipherSuite, sessionIntegrityKey: Buffer): SessionKeys {
  const { hash } = suite.authentication;
  const k1 = hmac(hash, sessionIntegrityKey, Buffer.alloc(constantLength, 0x01));
  const k2 = hmac(hash, sessionIntegrityKey, Buffer.alloc(constantLength, 0x02));
  return {
    suite,
    integrity: createSecretKey(k1),
    confidentiality: createSecretKey(k2.subarray(0, confidentialityKeyLength)),
  };
}
