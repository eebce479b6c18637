import { existsSync } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { BootPlan } from "../../machine/hypervisor.ts";
import { secureBootDatabases } from "../../machine/secure-boot-state.ts";
import type { FirmwareCode } from "./firmware-code.ts";
import { guids } from "./guid.ts";
import { databaseVendors } from "./secure-boot-variables.ts";
import { attribute } from "./variable-record.ts";
import { VariableStore } from "./variable-store.ts";
import { bootFromWeb, forgetWebBoot } from "./web-boot.ts";

/** The two flashes of a machine that boots by UEFI. */
export interface Flash {
  readonly code: string;
  readonly variables: string;
  readonly requiresSmm: boolean;
}

const inBootServices = attribute.nonVolatile | attribute.bootServices;
/** EFI_OS_INDICATIONS_BOOT_TO_FW_UI: the firmware opens its setup, once (UEFI 2.10 §8.5.4). */
const bootToSetup = 0x01;

/** The machine's own variables, kept for its life. The methods that write are for while no QEMU has the file. */
export class MachineVariables {
  readonly #file: string;
  readonly #firmware: () => Promise<FirmwareCode>;

  /** @param firmware what a start would take now; throws a MachineError notSupported where there is none */
  constructor(file: string, firmware: () => Promise<FirmwareCode>) {
    this.#file = file;
    this.#firmware = firmware;
  }

  get firmware(): Promise<FirmwareCode> {
    return this.#firmware();
  }

  /** As they are, or as they would be at the machine's first start. @throws MachineError */
  async read(): Promise<VariableStore> {
    const firmware = await this.#firmware();
    return (await this.#fits(firmware)) ? VariableStore.read(this.#file) : newVariables(firmware);
  }

  /** @throws MachineError; the file is then as it was */
  async change(edit: (variables: VariableStore) => void): Promise<VariableStore> {
    const variables = await this.read();
    edit(variables);
    await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
    await variables.write(this.#file);
    return variables;
  }

  /** The flashes for a start that takes `plan`. @throws MachineError */
  async prepare({ target, httpUri }: BootPlan): Promise<Flash> {
    const { code, requiresSmm } = await this.#firmware();
    await this.change(variables => {
      if (target === "biosSetup") askForSetup(variables);
      forgetWebBoot(variables);
      if (target === "uefiHttp" && httpUri !== undefined) bootFromWeb(variables, httpUri);
    });
    return { code, requiresSmm, variables: this.#file };
  }

  /** Code of another size has its variables elsewhere in the flash; they begin anew with it. */
  async #fits({ varsTemplate }: FirmwareCode): Promise<boolean> {
    if (!existsSync(this.#file)) return false;
    return (await stat(this.#file)).size === (await stat(varsTemplate)).size;
  }
}

/** The firmware's setup has no place in the boot list; the operating systems' way to it is the one that always works. */
function askForSetup(variables: VariableStore): void {
  const data = Buffer.alloc(8);
  data.writeUInt8(bootToSetup);
  const attributes = inBootServices | attribute.runtime;
  variables.set({ guid: guids.globalVariable, name: "OsIndications", attributes, data });
}

/** As a server is delivered: with the vendors' keys, and secure boot switched off. */
async function newVariables({
  varsTemplate,
  keysTemplate,
  secureBoot,
}: FirmwareCode): Promise<VariableStore> {
  const variables = await VariableStore.read(varsTemplate);
  if (!secureBoot || keysTemplate === undefined) return variables;
  const keys = await VariableStore.read(keysTemplate);
  for (const name of secureBootDatabases) {
    const database = keys.get(databaseVendors[name], name);
    if (database) variables.set(database);
  }
  variables.set({
    ...{ guid: guids.secureBootEnable, name: "SecureBootEnable" },
    ...{ attributes: inBootServices, data: Buffer.of(0) },
  });
  return variables;
}
