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

/** The collection of the certificates that HTTPS uses, without the last segment of the member. */
export const httpsCertificates = "/redfish/v1/Managers/1/NetworkProtocol/HTTPS/Certificates";

/** The certificate of page and Redfish. */
export const certificate = resource<typeof certificateProperties>({
  type: "Certificate.v1_11_0.Certificate",
  uri: "/redfish/v1/Managers/:ManagerId/NetworkProtocol/HTTPS/Certificates/:CertificateId",
  privilege: "ConfigureManager",
  collection: { name: "HTTPS Certificate Collection", members: () => ["1"], privilege: "ConfigureManager" },
  properties: certificateProperties,
  read({ certificate: { value } }, { id }) {
    const { subject, issuer, serialNumber, fingerprint256, validFromDate, validToDate } = new X509Certificate(
      value.cert,
    );
    return {
      Id: id,
      Name: "HTTPS Certificate",
      CertificateString: value.cert,
      CertificateType: value.cert.split("BEGIN CERTIFICATE").length > 2 ? "PEMchain" : "PEM",
      CertificateUsageTypes: ["Web"],
      Subject: identifier(subject),
      Issuer: identifier(issuer),
      SerialNumber: serialNumber.replace(/..(?=.)/g, "$&:"),
      Fingerprint: fingerprint256,
      FingerprintHashAlgorithm: "TPM_ALG_SHA256",
      ValidNotBefore: dateTime(validFromDate.getTime()),
      ValidNotAfter: dateTime(validToDate.getTime()),
    };
  },
});
