import { execFileSync } from "node:child_process";
import { hash } from "node:crypto";
import { mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";
import { expect, it } from "vitest";
import { newOpensshKey, publicKeyOf } from "../../server/ssh/openssh-key.ts";

// One public key in 256 begins with a zero.
it("a new key is one that the SSH library reads, whatever it begins with", () => {
  const texts = Array.from({ length: 2000 }, newOpensshKey);
  for (const text of texts) {
    const key = ssh2.utils.parseKey(text);
    if (key instanceof Error) throw key;
    expect(key.getPublicSSH()).toEqual(publicKeyOf(text));
    expect(key.verify("signed", key.sign("signed"))).toBe(true);
  }
  expect(new Set(texts).size).toBe(texts.length);
});

it("OpenSSH finds the same public key in it", () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), "key-"));
  const [text, path] = [newOpensshKey(), join(folder.path, "key")];
  writeFileSync(path, text, { mode: 0o600 });
  const keygen = (...args: readonly string[]) => execFileSync("ssh-keygen", [...args, "-f", path]).toString();
  expect(keygen("-y")).toBe(`ssh-ed25519 ${publicKeyOf(text).toString("base64")} qemu-bmc\n`);
  expect(keygen("-l")).toContain(hash("sha256", publicKeyOf(text), "base64").replace(/=+$/, " "));
});
