import { Type } from "typebox";
import { named } from "../properties.ts";

const identifier = Type.Object({
  CommonName: Type.Optional(Type.String()),
  Organization: Type.Optional(Type.String()),
  OrganizationalUnit: Type.Optional(Type.String()),
  City: Type.Optional(Type.String()),
  State: Type.Optional(Type.String()),
  Country: Type.Optional(Type.String()),
  Email: Type.Optional(Type.String()),
  AlternativeNames: Type.Optional(Type.Array(Type.String())),
});

export const certificateType = Type.Enum(["PEM", "PEMchain"]);

export const keyUsage = Type.Enum([
  "DigitalSignature",
  "NonRepudiation",
  "KeyEncipherment",
  "DataEncipherment",
  "KeyAgreement",
  "KeyCertSign",
  "CRLSigning",
  "EncipherOnly",
  "DecipherOnly",
  "ServerAuthentication",
  "ClientAuthentication",
  "CodeSigning",
  "EmailProtection",
  "Timestamping",
  "OCSPSigning",
]);

export const certificateProperties = {
  ...named,
  CertificateString: Type.String(),
  CertificateType: certificateType,
  CertificateUsageTypes: Type.Optional(Type.Array(Type.Enum(["Web"]))),
  Subject: identifier,
  Issuer: identifier,
  KeyUsage: Type.Array(keyUsage),
  SerialNumber: Type.String(),
  Fingerprint: Type.String(),
  FingerprintHashAlgorithm: Type.Enum(["TPM_ALG_SHA256"]),
  ValidNotBefore: Type.String(),
  ValidNotAfter: Type.String(),
  UefiSignatureOwner: Type.Optional(Type.String()),
};
