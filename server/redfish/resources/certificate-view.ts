import { X509Certificate } from "node:crypto";
import type { Static } from "typebox";
import { type BodyOf, dateTime } from "../properties.ts";
import type { certificateProperties, keyUsage } from "../schemas/certificate.ts";

type Identifier = Static<(typeof certificateProperties)["Subject"]>;

/** How Node names the attributes of X.500. */
const attributes = {
  CN: "CommonName",
  O: "Organization",
  OU: "OrganizationalUnit",
  L: "City",
  ST: "State",
  C: "Country",
  emailAddress: "Email",
} as const satisfies Record<string, keyof Identifier>;

/** "CN=bmc\nO=Example" → { CommonName: "bmc", Organization: "Example" } */
function identifier(name: string): Identifier {
  const pairs = name.split("\n").flatMap(line => {
    const [, type = "", value = ""] = /^(\w+)=(.*)$/s.exec(line) ?? [];
    return Object.hasOwn(attributes, type) ? [[attributes[type as keyof typeof attributes], value]] : [];
  });
  return Object.fromEntries(pairs);
}

/** The bits of X.509's key usage, from the first on (RFC 5280 §4.2.1.3). */
const keyUsages = [
  "DigitalSignature",
  "NonRepudiation",
  "KeyEncipherment",
  "DataEncipherment",
  "KeyAgreement",
  "KeyCertSign",
  "CRLSigning",
  "EncipherOnly",
  "DecipherOnly",
] as const satisfies readonly Static<typeof keyUsage>[];

/** Purposes of the extended key usage (RFC 5280 §4.2.1.12). */
const purposes: Readonly<Record<string, Static<typeof keyUsage>>> = {
  "1.3.6.1.5.5.7.3.1": "ServerAuthentication",
  "1.3.6.1.5.5.7.3.2": "ClientAuthentication",
  "1.3.6.1.5.5.7.3.3": "CodeSigning",
  "1.3.6.1.5.5.7.3.4": "EmailProtection",
  "1.3.6.1.5.5.7.3.8": "Timestamping",
  "1.3.6.1.5.5.7.3.9": "OCSPSigning",
};

/** The identifier of the extension, 2.5.29.15, in DER. */
const keyUsageId = Buffer.of(0x06, 0x03, 0x55, 0x1d, 0x0f);
const booleanTag = 0x01;
const bitStringTag = 0x03;

/** Sixteen bits, the first of them the highest; Node tells only the extended usages. */
function keyUsageBits(raw: Buffer): number {
  const found = raw.indexOf(keyUsageId);
  if (found === -1) return 0;
  const after = raw.subarray(found + keyUsageId.length);
  // Whether the extension is critical is left out where it is not.
  const octetString = after[0] === booleanTag ? after.subarray(3) : after;
  const [, , tag, length = 0, , high = 0, low = 0] = octetString;
  return tag === bitStringTag ? (high << 8) | (length > 2 ? low : 0) : 0;
}

function usagesOf({ raw, keyUsage: purposeIds = [] }: X509Certificate): Static<typeof keyUsage>[] {
  const bits = keyUsageBits(raw);
  return [
    ...keyUsages.filter((_, index) => bits & (0x8000 >> index)),
    ...purposeIds.flatMap(id => purposes[id] ?? []),
  ];
}

/** 'DNS:bmc, IP Address:127.0.0.1' → ["bmc", "127.0.0.1"] */
const alternativeNames = (names: string): string[] =>
  [...names.matchAll(/(?:^|, )(?:DNS|IP Address|URI|email):([^,"]+)/g)].map(([, name = ""]) => name);

/** What a certificate says, as the Certificate schema shows it. @throws Error for what is no PEM of one */
export function certificateView(pem: string) {
  const certificate = new X509Certificate(pem);
  const { subject, subjectAltName, issuer, serialNumber, fingerprint256, validFromDate, validToDate } =
    certificate;
  return {
    CertificateString: pem,
    CertificateType: pem.split("BEGIN CERTIFICATE").length > 2 ? "PEMchain" : "PEM",
    Subject: {
      ...identifier(subject),
      ...(subjectAltName !== undefined && { AlternativeNames: alternativeNames(subjectAltName) }),
    },
    Issuer: identifier(issuer),
    KeyUsage: usagesOf(certificate),
    SerialNumber: serialNumber.replace(/..(?=.)/g, "$&:"),
    Fingerprint: fingerprint256,
    FingerprintHashAlgorithm: "TPM_ALG_SHA256",
    ValidNotBefore: dateTime(validFromDate.getTime()),
    ValidNotAfter: dateTime(validToDate.getTime()),
  } satisfies Omit<BodyOf<typeof certificateProperties>, "Id" | "Name">;
}

/** @returns undefined where these bytes are no certificate */
export function parsedCertificate(bytes: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}
