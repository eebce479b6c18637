import { Type } from "typebox";
import {
  type KeyReset,
  type SecureBootDatabase,
  type Signature,
  secureBootDatabases,
} from "../../machine/secure-boot-state.ts";
import type { RedfishContext } from "../context.ts";
import { linkTo } from "../properties.ts";
import { action, resource } from "../resource.ts";
import { certificateProperties } from "../schemas/certificate.ts";
import { secureBootDatabaseProperties, secureBootSignatureProperties } from "../schemas/secure-boot.ts";
import { certificateView, parsedCertificate } from "./certificate-view.ts";

const uri = "/redfish/v1/Systems/:ComputerSystemId/SecureBoot/SecureBootDatabases/:DatabaseId";

const resets = {
  ResetAllKeysToDefault: "defaults",
  DeleteAllKeys: "nothing",
} as const satisfies Record<string, KeyReset["to"]>;

/** PK, KEK, db and dbx. */
export const secureBootDatabase = resource<typeof secureBootDatabaseProperties>({
  type: "SecureBootDatabase.v1_0_3.SecureBootDatabase",
  uri,
  privilege: "Login",
  collection: {
    name: "UEFI SecureBoot Database Collection",
    members: ({ machine }) => (machine.secureBoot.state ? secureBootDatabases : []),
  },
  properties: secureBootDatabaseProperties,
  read: (_, { id, uri }) => ({
    Id: id,
    Name: `UEFI ${id} Secure Boot Database`,
    DatabaseId: id,
    Certificates: linkTo(`${uri}/Certificates`),
    Signatures: linkTo(`${uri}/Signatures`),
  }),
  actions: {
    "SecureBootDatabase.ResetKeys": action({
      privilege: "ConfigureComponents",
      parameters: { ResetKeysType: Type.Enum(["ResetAllKeysToDefault", "DeleteAllKeys"]) },
      async handle({ machine }, { ResetKeysType }, { id, origin }) {
        const reset = { to: resets[ResetKeysType], database: id as SecureBootDatabase };
        await machine.secureBoot.resetKeys(reset, origin);
        return undefined;
      },
    }),
  },
});

type Parameters = Readonly<Record<string, string>>;

function entries({ machine }: RedfishContext, parameters: Parameters): readonly Signature[] {
  return machine.secureBoot.state?.databases[parameters.DatabaseId as SecureBootDatabase] ?? [];
}

const certificateOf = ({ type, data }: Signature) => (type === "X509" ? parsedCertificate(data) : undefined);

/** Entries are numbered by their place in the database, whichever of the two collections shows them. */
const numbersOf =
  (isMember: (entry: Signature) => boolean) =>
  (context: RedfishContext, parameters: Parameters): readonly string[] =>
    entries(context, parameters).flatMap((entry, index) => (isMember(entry) ? [`${index + 1}`] : []));

const entryOf = (context: RedfishContext, parameters: Parameters, id: string): Signature | undefined =>
  entries(context, parameters)[Number(id) - 1];

export const secureBootCertificate = resource<typeof certificateProperties>({
  type: "Certificate.v1_11_0.Certificate",
  uri: `${uri}/Certificates/:CertificateId`,
  privilege: "ConfigureComponents",
  collection: {
    name: "Certificate Collection",
    privilege: "ConfigureComponents",
    members: numbersOf(entry => certificateOf(entry) !== undefined),
  },
  properties: certificateProperties,
  read(context, { id, parameters }) {
    const entry = entryOf(context, parameters, id);
    const certificate = entry && certificateOf(entry);
    if (!certificate) return undefined;
    const view = certificateView(certificate.toString());
    return { Id: id, Name: "Secure Boot Certificate", ...view, UefiSignatureOwner: entry.owner };
  },
});

export const secureBootSignature = resource<typeof secureBootSignatureProperties>({
  type: "Signature.v1_0_3.Signature",
  uri: `${uri}/Signatures/:SignatureId`,
  privilege: "Login",
  collection: {
    name: "Signature Collection",
    members: numbersOf(entry => certificateOf(entry) === undefined),
  },
  properties: secureBootSignatureProperties,
  read(context, { id, parameters }) {
    const entry = entryOf(context, parameters, id);
    return (
      entry && {
        Id: id,
        Name: "Secure Boot Signature",
        SignatureType: /^[A-Z0-9_]+$/.test(entry.type) ? `EFI_CERT_${entry.type}_GUID` : entry.type,
        SignatureTypeRegistry: "UEFI",
        SignatureString: entry.data.toString("hex"),
        UefiSignatureOwner: entry.owner,
      }
    );
  },
});
