import { X509Certificate } from "node:crypto";
import type { Static } from "typebox";
import { dateTime } from "../properties.ts";
import { resource } from "../resource.ts";
import { certificateProperties } from "../schemas/certificate.ts";

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

/** What a certificate says of itself. @param pem the certificate, or the chain that begins with it */
export function certificateView(certificate: X509Certificate, pem: string) {
  const { subject, issuer, serialNumber, fingerprint256, validFromDate, validToDate } = certificate;
  return {
    CertificateString: pem,
    CertificateType: pem.split("BEGIN CERTIFICATE").length > 2 ? ("PEMchain" as const) : ("PEM" as const),
    Subject: identifier(subject),
    Issuer: identifier(issuer),
    SerialNumber: serialNumber.replace(/..(?=.)/g, "$&:"),
    Fingerprint: fingerprint256,
    FingerprintHashAlgorithm: "TPM_ALG_SHA256" as const,
    ValidNotBefore: dateTime(validFromDate.getTime()),
    ValidNotAfter: dateTime(validToDate.getTime()),
  };
}

/** @returns undefined where these bytes are no certificate */
export function parsedCertificate(bytes: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}

/** The collection of the certificates that HTTPS uses, without the last segment of the member. */
export const httpsCertificates = "/redfish/v1/Managers/1/NetworkProtocol/HTTPS/Certificates";

/** The certificate of page and Redfish. */
export const certificate = resource<typeof certificateProperties>({
  type: "Certificate.v1_11_0.Certificate",
  uri: "/redfish/v1/Managers/:ManagerId/NetworkProtocol/HTTPS/Certificates/:CertificateId",
  privilege: "ConfigureManager",
  collection: { name: "HTTPS Certificate Collection", members: () => ["1"], privilege: "ConfigureManager" },
  properties: certificateProperties,
  read: ({ certificate: { value } }, { id }) => ({
    Id: id,
    Name: "HTTPS Certificate",
    ...certificateView(new X509Certificate(value.cert), value.cert),
    CertificateUsageTypes: ["Web"],
  }),
});
