import { Type } from "typebox";
import { CertificateError, type RequestedSubject } from "../../bmc/certificate.ts";
import type { KeyAlgorithm } from "../../bmc/key-pair.ts";
import { RedfishError } from "../errors.ts";
import { about, because, message } from "../message.ts";
import { link, linkTo } from "../properties.ts";
import { action, resource } from "../resource.ts";
import { certificateType } from "../schemas/certificate.ts";
import {
  certificateLocationsProperties,
  certificateServiceProperties,
} from "../schemas/certificate-service.ts";
import { httpsCertificates } from "./certificate.ts";

const service = "CertificateService";
const names = { replace: `${service}.ReplaceCertificate`, request: `${service}.GenerateCSR` } as const;

/** A certificate and those that lead to its root. */
const longest = 64 * 1024;
const text = Type.Optional(Type.String({ minLength: 1, maxLength: 64 }));
const alternativeName = Type.String({ pattern: "^[A-Za-z0-9*_.:-]{1,253}$" });

const keyBitLength = Type.Union([Type.Literal(2048), Type.Literal(3072), Type.Literal(4096)]);
const curves = {
  TPM_ECC_NIST_P256: "P-256",
  TPM_ECC_NIST_P384: "P-384",
  TPM_ECC_NIST_P521: "P-521",
} as const;
const curveIds = ["TPM_ECC_NIST_P256", "TPM_ECC_NIST_P384", "TPM_ECC_NIST_P521"] as const;

function refusal(error: unknown, parameter: string, action: string): unknown {
  if (!(error instanceof CertificateError)) return error;
  const wrong = message("ActionParameterValueError", parameter, action);
  return new RedfishError(400, about(`/${parameter}`, because(error.message, wrong)));
}

/** The link in a parameter has to name what there is. */
function requireTarget(found: string, wanted: string, parameter: string, action: string): void {
  if (found.replace(/\/$/, "") === wanted) return;
  const wrong = message("ActionParameterValueNotInList", found, parameter, action);
  throw new RedfishError(400, about(`/${parameter}`, wrong));
}

const replaceCertificate = action({
  privilege: "ConfigureManager",
  parameters: {
    CertificateString: Type.String({ maxLength: longest, writeOnly: true }),
    CertificateType: certificateType,
    CertificateUri: link,
  },
  handle({ certificate }, { CertificateString, CertificateUri }, { origin }) {
    requireTarget(CertificateUri["@odata.id"], `${httpsCertificates}/1`, "CertificateUri", names.replace);
    try {
      certificate.replace(CertificateString, origin);
    } catch (error) {
      throw refusal(error, "CertificateString", names.replace);
    }
  },
});

interface WantedKey {
  readonly KeyPairAlgorithm?: "TPM_ALG_ECDSA" | "TPM_ALG_RSA" | undefined;
  readonly KeyBitLength?: 2048 | 3072 | 4096 | undefined;
  readonly KeyCurveId?: keyof typeof curves | undefined;
}

function keyAlgorithm({
  KeyPairAlgorithm: algorithm = "TPM_ALG_ECDSA",
  KeyBitLength: bits = 3072,
  KeyCurveId: curve = "TPM_ECC_NIST_P256",
}: WantedKey): KeyAlgorithm {
  return algorithm === "TPM_ALG_RSA" ? { kind: "rsa", bits } : { kind: "ecdsa", curve: curves[curve] };
}

const generateCsr = action({
  privilege: "ConfigureManager",
  parameters: {
    CertificateCollection: link,
    CommonName: Type.String({ minLength: 1, maxLength: 64 }),
    Organization: text,
    OrganizationalUnit: text,
    City: text,
    State: text,
    Country: Type.Optional(Type.String({ pattern: "^[A-Z]{2}$" })),
    Email: text,
    AlternativeNames: Type.Optional(Type.Array(alternativeName, { maxItems: 64 })),
    KeyPairAlgorithm: Type.Optional(Type.Enum(["TPM_ALG_ECDSA", "TPM_ALG_RSA"])),
    KeyBitLength: Type.Optional(keyBitLength),
    KeyCurveId: Type.Optional(Type.Enum(curveIds)),
  },
  async handle({ certificate }, wanted) {
    const collection = wanted.CertificateCollection["@odata.id"];
    requireTarget(collection, httpsCertificates, "CertificateCollection", names.request);
    const { CommonName, Organization, OrganizationalUnit, City, State, Country, Email } = wanted;
    const subject: RequestedSubject = {
      CN: CommonName,
      ...(Organization !== undefined && { O: Organization }),
      ...(OrganizationalUnit !== undefined && { OU: OrganizationalUnit }),
      ...(City !== undefined && { L: City }),
      ...(State !== undefined && { ST: State }),
      ...(Country !== undefined && { C: Country }),
      ...(Email !== undefined && { E: Email }),
      alternativeNames: wanted.AlternativeNames ?? [],
    };
    try {
      const CSRString = await certificate.request(subject, keyAlgorithm(wanted));
      return { CertificateCollection: linkTo(httpsCertificates), CSRString };
    } catch (error) {
      throw refusal(error, "CommonName", names.request);
    }
  },
});

export const certificateService = resource<typeof certificateServiceProperties>({
  type: "CertificateService.v1_2_1.CertificateService",
  uri: "/redfish/v1/CertificateService",
  privilege: "Login",
  properties: certificateServiceProperties,
  read: (_, { uri, id }) => ({
    Id: id,
    Name: "Certificate Service",
    CertificateLocations: linkTo(`${uri}/CertificateLocations`),
  }),
  actions: { [names.replace]: replaceCertificate, [names.request]: generateCsr },
});

/** Where certificates are, so that nobody has to search the tree for them. */
export const certificateLocations = resource<typeof certificateLocationsProperties>({
  type: "CertificateLocations.v1_0_4.CertificateLocations",
  uri: "/redfish/v1/CertificateService/CertificateLocations",
  privilege: "ConfigureManager",
  properties: certificateLocationsProperties,
  read: (_, { id }) => ({
    Id: id,
    Name: "Certificate Locations",
    Links: { Certificates: [linkTo(`${httpsCertificates}/1`)] },
  }),
});
