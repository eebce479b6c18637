import type { PasswordVault } from "../../bmc/password-vault.ts";
import type { Setting, Settings } from "../../bmc/settings.ts";

/** In bytes; a shorter key is filled up with 00h. */
export const bmcKeyLength = 20;

interface SealedKeys {
  /** In base64; empty for none. */
  readonly key: string;
  /** What the configuration said when it was last taken in. */
  readonly configured: string;
}

const noKey = Buffer.alloc(bmcKeyLength);

/**
 * KG, the BMC's own key, which remote consoles must know besides the password ("two-key" login, IPMI 2.0
 * §13.33). Kept as the passwords are. All zero means that there is none.
 */
export class BmcKey {
  readonly #setting: Setting<SealedKeys>;
  readonly #vault: PasswordVault;
  #value: Buffer;

  /** @param configured takes the place of the kept key when it is another than the last time */
  constructor(settings: Settings, vault: PasswordVault, configured: Buffer = noKey) {
    this.#setting = settings.open<SealedKeys>("bmcKey", { key: "", configured: "" });
    this.#vault = vault;
    this.#value = this.#unseal(this.#setting.value.key);
    const wanted = padded(configured);
    if (!wanted.equals(this.#unseal(this.#setting.value.configured))) {
      this.#setting.save({ key: this.#seal(wanted), configured: this.#seal(wanted) });
      this.#value = wanted;
    }
  }

  get isSet(): boolean {
    return !this.#value.equals(noKey);
  }

  /** 20 bytes. */
  get value(): Buffer {
    return this.#value;
  }

  /** @param key at most 20 bytes */
  set(key: Buffer): void {
    const value = padded(key);
    this.#setting.save({ ...this.#setting.value, key: this.#seal(value) });
    this.#value = value;
  }

  #seal(key: Buffer): string {
    return key.equals(noKey) ? "" : this.#vault.seal(key.toString("hex")).toString("base64");
  }

  #unseal(sealed: string): Buffer {
    return sealed === "" ? noKey : Buffer.from(this.#vault.unseal(Buffer.from(sealed, "base64")), "hex");
  }
}

/** @param text up to 20 characters, or 0x and up to 40 hexadecimal digits */
export const bmcKeyOf = (text: string): Buffer =>
  /^0x/i.test(text) ? Buffer.from(text.slice(2), "hex") : Buffer.from(text, "latin1");

const padded = (key: Buffer): Buffer => Buffer.concat([key, noKey], bmcKeyLength);
