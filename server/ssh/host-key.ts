import { hash } from "node:crypto";
import ssh2, { type ParsedKey } from "ssh2";
import type { PasswordVault } from "../bmc/password-vault.ts";
import type { Settings } from "../bmc/settings.ts";

/** What tells clients that it is this BMC. */
export interface HostKey {
  readonly key: ParsedKey;
  /** As clients show it: `SHA256:` and base64 without padding. */
  readonly fingerprint: string;
}

/** Made at the first start (ed25519) and kept under the vault's key, or clients would take the BMC for another one. */
export function hostKey(settings: Settings, vault: PasswordVault): HostKey {
  const kept = settings.open<{ sealed?: string }>("sshHostKey", {});
  if (kept.value.sealed === undefined) kept.save({ sealed: vault.seal(newKey()).toString("base64") });
  const key = ssh2.utils.parseKey(vault.unseal(Buffer.from(kept.value.sealed ?? "", "base64")));
  if (key instanceof Error) throw key;
  const digest = hash("sha256", key.getPublicSSH(), "base64").replace(/=+$/, "");
  return { key, fingerprint: `SHA256:${digest}` };
}

/** The library spoils one key in 256 that it makes: it takes zeros away with which the public one begins. */
function newKey(): string {
  for (;;) {
    const { private: text } = ssh2.utils.generateKeyPairSync("ed25519");
    if (!(ssh2.utils.parseKey(text) instanceof Error)) return text;
  }
}
