import { existsSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { MachineError } from "../../machine/errors.ts";
import { type FirmwareFiles, type FirmwareTarget, installedFirmware } from "./firmware-descriptor.ts";

export interface FirmwareChoice {
  readonly target: FirmwareTarget;
  /** What Debian calls the build of edk2 for it. */
  readonly uefiName: string;
  readonly descriptorFolders: readonly string[];
  /** A code file that an update put there: it comes before all others, once it exists. */
  readonly uploaded: string;
  /** The user's own code file, and template for its variables; empty for none. */
  readonly code: string;
  readonly variables: string;
}

/** The UEFI firmware of a machine. */
export interface FirmwareCode {
  readonly code: string;
  /** What a new flash of variables holds; of the size that the code expects. */
  readonly varsTemplate: string;
  /** A template with the vendors' keys for secure boot. */
  readonly keysTemplate?: string;
  readonly secureBoot: boolean;
  /** Built to write its variables in system management mode alone: where QEMU must hold it to that. */
  readonly requiresSmm: boolean;
}

/**
 * The firmware that a start in UEFI mode takes. One that can do secure boot comes first, with no keys of its own: it
 * does as well without.
 * @throws MachineError notSupported where there is none
 */
export async function firmwareCode(choice: FirmwareChoice): Promise<FirmwareCode> {
  const installed = await installedFirmware(choice.descriptorFolders, choice.target);
  const enrolled = installed.find(has("enrolled-keys"));
  const keys = enrolled && { keysTemplate: enrolled.variables };
  const given = existsSync(choice.uploaded) ? choice.uploaded : choice.code;
  if (given !== "") return { ...(await ownCode(given, choice.variables, installed)), ...keys };
  const [best] = installed.toSorted((a, b) => rank(a) - rank(b));
  if (!best) {
    const message = `There is no UEFI firmware for ${choice.target.architecture} here: install ${choice.uefiName}, or name its code file in VM_OVMF_CODE.`;
    throw new MachineError("notSupported", message);
  }
  return { ...asCode(best), ...(choice.variables !== "" && { varsTemplate: choice.variables }), ...keys };
}

const has =
  (feature: string) =>
  ({ features }: FirmwareFiles): boolean =>
    features.includes(feature);

const rank = (firmware: FirmwareFiles): number =>
  (has("secure-boot")(firmware) ? 0 : 2) + (has("enrolled-keys")(firmware) ? 1 : 0);

const asCode = (firmware: FirmwareFiles): FirmwareCode => ({
  code: firmware.code,
  varsTemplate: firmware.variables,
  secureBoot: has("secure-boot")(firmware),
  requiresSmm: has("requires-smm")(firmware),
});

/**
 * A code file that no descriptor names counts as a build of the installed one of its size. Its flash is left open to
 * writes from outside of system management mode, because it may be a build that has to write it so.
 */
async function ownCode(
  code: string,
  variables: string,
  installed: readonly FirmwareFiles[],
): Promise<FirmwareCode> {
  const path = await realpath(code).catch((error: NodeJS.ErrnoException) => {
    throw new MachineError("notFound", `The firmware ${code} cannot be read (${error.code}).`);
  });
  const ranked = installed.toSorted((a, b) => rank(a) - rank(b));
  const template = variables === "" ? {} : { varsTemplate: variables };
  for (const each of ranked) {
    if ((await realpath(each.code)) === path) return { ...asCode(each), code, ...template };
  }
  const { size } = await stat(path);
  for (const each of ranked) {
    if ((await stat(each.code)).size === size) {
      return { ...asCode(each), code, requiresSmm: false, ...template };
    }
  }
  if (variables !== "") return { code, varsTemplate: variables, secureBoot: false, requiresSmm: false };
  const message = `No template of UEFI variables fits the firmware ${code}: name one in VM_OVMF_VARS.`;
  throw new MachineError("notSupported", message);
}
