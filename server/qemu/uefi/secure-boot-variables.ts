import { MachineError } from "../../machine/errors.ts";
import {
  type KeyReset,
  type SecureBootChange,
  type SecureBootDatabase,
  type SecureBootState,
  type SecureBootVariables,
  secureBootDatabases,
} from "../../machine/secure-boot-state.ts";
import { type Guid, guids } from "./guid.ts";
import type { MachineVariables } from "./machine-variables.ts";
import { readSignatures } from "./signature-list.ts";
import { attribute } from "./variable-record.ts";
import { VariableStore } from "./variable-store.ts";

export const databaseVendors: Record<SecureBootDatabase, Guid> = {
  PK: guids.globalVariable,
  KEK: guids.globalVariable,
  db: guids.imageSecurityDatabase,
  dbx: guids.imageSecurityDatabase,
};

/** edk2 keeps the user's word on secure boot here. Where it is missing, a platform key switches secure boot on. */
const enableName = "SecureBootEnable";

/** Secure boot, read from and written to the variables of edk2's firmware. */
export function secureBootVariables(variables: MachineVariables): SecureBootVariables {
  return {
    async read() {
      const canDoIt = await variables.firmware.then(
        ({ secureBoot }) => secureBoot,
        error => {
          if (error instanceof MachineError && error.code === "notSupported") return false;
          throw error;
        },
      );
      return canDoIt ? secureBootState(await variables.read()) : undefined;
    },

    async change(change) {
      const { keysTemplate } = await variables.firmware;
      const defaults = keysTemplate === undefined ? undefined : await VariableStore.read(keysTemplate);
      await variables.change(store => changeSecureBoot(store, change, defaults));
    },
  };
}

export function secureBootState(store: VariableStore): SecureBootState {
  const hasPlatformKey = store.get(databaseVendors.PK, "PK") !== undefined;
  const enable = store.get(guids.secureBootEnable, enableName);
  const signatures = (name: SecureBootDatabase) =>
    readSignatures(store.get(databaseVendors[name], name)?.data ?? Buffer.alloc(0));
  return {
    enabled: enable ? enable.data[0] === 1 : hasPlatformKey,
    mode: hasPlatformKey ? "user" : "setup",
    databases: {
      ...{ PK: signatures("PK"), KEK: signatures("KEK") },
      ...{ db: signatures("db"), dbx: signatures("dbx") },
    },
  };
}

/** @throws MachineError notSupported */
function changeSecureBoot(
  store: VariableStore,
  { enabled = secureBootState(store).enabled, keyResets }: SecureBootChange,
  defaults: VariableStore | undefined,
): void {
  for (const reset of keyResets) resetKeys(store, reset, defaults);
  const attributes = attribute.nonVolatile | attribute.bootServices;
  const data = Buffer.of(enabled ? 1 : 0);
  store.set({ guid: guids.secureBootEnable, name: enableName, attributes, data });
}

function resetKeys(store: VariableStore, { to, database }: KeyReset, defaults?: VariableStore): void {
  if (to === "defaults" && !defaults) {
    throw new MachineError("notSupported", "No firmware with enrolled keys is installed to take them from.");
  }
  for (const name of database === undefined ? secureBootDatabases : [database]) {
    store.delete(databaseVendors[name], name);
    const usual = to === "defaults" ? defaults?.get(databaseVendors[name], name) : undefined;
    if (usual) store.set(usual);
  }
}
