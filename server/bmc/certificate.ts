import { webcrypto } from "node:crypto";
import { hostname, networkInterfaces } from "node:os";
import type { JsonGeneralName } from "@peculiar/x509";
import type { Store } from "../store/store.ts";
import type { PasswordVault } from "./password-vault.ts";

/** Key and certificate as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

interface Stored {
  readonly cert: string;
  /** The key's PEM under the vault's key, base64. */
  readonly sealedKey: string;
}

const years = 10;
const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** The BMC's certificate: made and signed by itself at the first start, and kept. */
export async function certificate(store: Store, vault: PasswordVault): Promise<Certificate> {
  const stored = store.setting<Stored>("certificate");
  if (stored) return { cert: stored.cert, key: vault.unseal(Buffer.from(stored.sealedKey, "base64")) };
  const made = await selfSigned();
  const sealedKey = vault.seal(made.key).toString("base64");
  store.saveSetting("certificate", { cert: made.cert, sealedKey } satisfies Stored);
  return made;
}

async function selfSigned(): Promise<Certificate> {
  // Needed once in the life of a state folder, so no other start waits for them.
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const notBefore = new Date();
  const notAfter = new Date(notBefore);
  notAfter.setFullYear(notAfter.getFullYear() + years);
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${hostname()}, O=qemu-bmc`,
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names()),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return { cert: cert.toString("pem"), key: x509.PemConverter.encode(pkcs8, "PRIVATE KEY") };
}

function names(): JsonGeneralName[] {
  const addresses = Object.values(networkInterfaces()).flatMap(entries => entries ?? []);
  return [
    { type: "dns", value: hostname() },
    { type: "dns", value: "localhost" },
    ...addresses.map(({ address }) => ({ type: "ip", value: address }) as const),
  ];
}
