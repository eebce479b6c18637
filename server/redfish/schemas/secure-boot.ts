import { Type } from "typebox";
import { link, named } from "../properties.ts";

export const secureBootProperties = {
  ...named,
  SecureBootEnable: Type.Boolean(),
  SecureBootCurrentBoot: Type.Enum(["Enabled", "Disabled"]),
  SecureBootMode: Type.Enum(["SetupMode", "UserMode"]),
  SecureBootDatabases: link,
};

export const secureBootDatabaseProperties = {
  ...named,
  DatabaseId: Type.String(),
  Certificates: link,
  Signatures: link,
};

export const secureBootSignatureProperties = {
  ...named,
  SignatureType: Type.String(),
  SignatureTypeRegistry: Type.Enum(["UEFI"]),
  SignatureString: Type.String(),
  UefiSignatureOwner: Type.String(),
};
