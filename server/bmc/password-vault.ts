import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const algorithm = "aes-256-gcm";
const ivLength = 12;
const tagLength = 16;

/**
 * Keeps passwords readable for the BMC alone: RAKP's HMACs are keyed with the password itself (IPMI 2.0
 * §13.31), so a hash would not do. AES-256-GCM under a key file that only the BMC's user may read.
 */
export class PasswordVault {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** Makes the key file (mode 0600) when there is none. */
  static open(keyFile: string): PasswordVault {
    try {
      writeFileSync(keyFile, randomBytes(32), { mode: 0o600, flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    return new PasswordVault(readFileSync(keyFile));
  }

  /** @returns iv (12 bytes), tag (16), ciphertext */
  seal(password: string): Buffer {
    const iv = randomBytes(ivLength);
    const cipher = createCipheriv(algorithm, this.#key, iv);
    const ciphertext = Buffer.concat([cipher.update(password, "utf8"), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]);
  }

  unseal(sealed: Uint8Array): string {
    const decipher = createDecipheriv(algorithm, this.#key, sealed.subarray(0, ivLength));
    decipher.setAuthTag(sealed.subarray(ivLength, ivLength + tagLength));
    const plain = [decipher.update(sealed.subarray(ivLength + tagLength)), decipher.final()];
    return Buffer.concat(plain).toString("utf8");
  }
}
