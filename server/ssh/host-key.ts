import { hash } from "node:crypto";
import type { PasswordVault } from "../bmc/password-vault.ts";
import type { Settings } from "../bmc/settings.ts";
import { newOpensshKey, publicKeyOf } from "./openssh-key.ts";

/** What tells clients that it is this BMC. */
export interface HostKey {
  /** In OpenSSH's format. */
  readonly privateKey: string;
  /** As clients show it: `SHA256:` and base64 without padding. */
  readonly fingerprint: string;
}

/** Made at the first start (ed25519) and kept under the vault's key, or clients would take the BMC for another one. */
export function hostKey(settings: Settings, vault: PasswordVault): HostKey {
  const kept = settings.open<{ sealed?: string }>("sshHostKey", {});
  if (kept.value.sealed === undefined) kept.save({ sealed: vault.seal(newOpensshKey()).toString("base64") });
  const privateKey = vault.unseal(Buffer.from(kept.value.sealed ?? "", "base64"));
  const digest = hash("sha256", publicKeyOf(privateKey), "base64").replace(/=+$/, "");
  return { privateKey, fingerprint: `SHA256:${digest}` };
}
