import { Type } from "typebox";
import type { KeyReset } from "../../machine/secure-boot-state.ts";
import { linkTo } from "../properties.ts";
import { action, patch, resource } from "../resource.ts";
import { secureBootProperties } from "../schemas/secure-boot.ts";

const resets = {
  ResetAllKeysToDefault: { to: "defaults" },
  DeleteAllKeys: { to: "nothing" },
  DeletePK: { to: "nothing", database: "PK" },
} as const satisfies Record<string, KeyReset>;

/** Secure boot, of the UEFI firmware that the next boot in UEFI mode takes. */
export const secureBoot = resource<typeof secureBootProperties>({
  type: "SecureBoot.v1_1_2.SecureBoot",
  uri: "/redfish/v1/Systems/:ComputerSystemId/SecureBoot",
  privilege: "Login",
  properties: secureBootProperties,
  read({ machine: { secureBoot } }, { id, uri }) {
    const { state, enabled, inForce } = secureBoot;
    return (
      state && {
        Id: id,
        Name: "Secure Boot",
        SecureBootEnable: enabled,
        SecureBootCurrentBoot: inForce ? "Enabled" : "Disabled",
        SecureBootMode: state.mode === "user" ? "UserMode" : "SetupMode",
        SecureBootDatabases: linkTo(`${uri}/SecureBootDatabases`),
      }
    );
  },
  patch: patch({
    privilege: "ConfigureComponents",
    properties: { SecureBootEnable: Type.Optional(Type.Boolean()) },
    async handle({ machine }, { SecureBootEnable: enabled }, { origin }) {
      if (enabled !== undefined) await machine.secureBoot.enable(enabled, origin);
    },
  }),
  actions: {
    "SecureBoot.ResetKeys": action({
      privilege: "ConfigureComponents",
      parameters: { ResetKeysType: Type.Enum(["ResetAllKeysToDefault", "DeleteAllKeys", "DeletePK"]) },
      async handle({ machine }, { ResetKeysType }, { origin }) {
        await machine.secureBoot.resetKeys(resets[ResetKeysType], origin);
        return undefined;
      },
    }),
  },
});
