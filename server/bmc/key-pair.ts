import { webcrypto } from "node:crypto";
import type { JsonGeneralName, JsonName } from "@peculiar/x509";

/** Which key a certificate is about. Sizes are in bits. */
export type KeyAlgorithm =
  | { readonly kind: "rsa"; readonly bits: 2048 | 3072 | 4096 }
  | { readonly kind: "ecdsa"; readonly curve: "P-256" | "P-384" | "P-521" };

/** A certificate or a request for one, and the key that belongs to it; both PEM. */
export interface Issued {
  readonly pem: string;
  readonly key: string;
}

const hashes = { "P-256": "SHA-256", "P-384": "SHA-384", "P-521": "SHA-512" } as const;

const parametersOf = (algorithm: KeyAlgorithm) =>
  algorithm.kind === "ecdsa"
    ? { name: "ECDSA", namedCurve: algorithm.curve, hash: hashes[algorithm.curve] }
    : {
        name: "RSASSA-PKCS1-v1_5",
        modulusLength: algorithm.bits,
        publicExponent: new Uint8Array([1, 0, 1]),
        hash: "SHA-256",
      };

/** Needed seldom in the life of a state folder, so no start waits for it. */
async function x509Library(): Promise<typeof import("@peculiar/x509")> {
  await import("reflect-metadata");
  return import("@peculiar/x509");
}

/** A certificate for a TLS server, signed with its own key. */
export async function selfSigned(
  name: JsonName,
  alternativeNames: readonly JsonGeneralName[],
  years: number,
): Promise<Issued> {
  const x509 = await x509Library();
  const signingAlgorithm = parametersOf({ kind: "ecdsa", curve: "P-256" });
  const keys = await webcrypto.subtle.generateKey(signingAlgorithm, true, ["sign", "verify"]);
  const notBefore = new Date();
  const notAfter = new Date(notBefore);
  notAfter.setFullYear(notAfter.getFullYear() + years);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name,
    notBefore,
    notAfter,
    signingAlgorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([...alternativeNames]),
    ],
  });
  return { pem: certificate.toString("pem"), key: await pemOf(keys.privateKey) };
}

/** A certificate signing request (PKCS #10) with a new key. */
export async function signingRequest(
  name: JsonName,
  alternativeNames: readonly JsonGeneralName[],
  algorithm: KeyAlgorithm,
): Promise<Issued> {
  const x509 = await x509Library();
  const signingAlgorithm = parametersOf(algorithm);
  const keys = await webcrypto.subtle.generateKey(signingAlgorithm, true, ["sign", "verify"]);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name,
    keys,
    signingAlgorithm,
    extensions: [
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      ...(alternativeNames.length > 0
        ? [new x509.SubjectAlternativeNameExtension([...alternativeNames])]
        : []),
    ],
  });
  return { pem: request.toString("pem"), key: await pemOf(keys.privateKey) };
}

async function pemOf(privateKey: webcrypto.CryptoKey): Promise<string> {
  const { PemConverter } = await x509Library();
  return PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", privateKey), "PRIVATE KEY");
}
