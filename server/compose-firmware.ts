import { join } from "node:path";
import type { Config } from "./config/config.ts";
import { MachineError } from "./machine/errors.ts";
import { guestArchitecture } from "./qemu/architecture/architectures.ts";
import { seaBiosVersion } from "./qemu/seabios-version.ts";
import { type FirmwareCode, firmwareCode } from "./qemu/uefi/firmware-code.ts";
import { descriptorFolders } from "./qemu/uefi/firmware-descriptor.ts";
import { MachineVariables } from "./qemu/uefi/machine-variables.ts";

/** The firmware of a QEMU of ours. */
export interface OwnFirmware {
  /** Of the firmware for legacy boots, once it is known. */
  readonly biosVersion: () => string | undefined;
  /** The installed UEFI code file; undefined where there is none. */
  readonly installedUefi: () => Promise<string | undefined>;
  /** What Debian calls the UEFI firmware. */
  readonly uefiName: string;
  /** Whether the machine can start with this UEFI code file; absent where it takes no other. @throws MachineError */
  readonly requireUsable?: (codeFile: string) => Promise<unknown>;
}

export const firmwareFolder = ({ STATE_DIR }: Config): string => join(STATE_DIR, "firmware");

/** @param uploaded a code file that comes before all others; empty for none */
function uefiFirmware(config: Config, uploaded: string): Promise<FirmwareCode> {
  const { VM_OVMF_CODE: code, VM_OVMF_VARS: variables } = config;
  const { firmwareTarget: target, uefiName } = guestArchitecture(config.VM_ARCH);
  return firmwareCode({ target, uefiName, descriptorFolders, uploaded, code, variables });
}

/** Firmware is chosen at each start. */
export function uefiVariables(config: Config): MachineVariables {
  const folder = firmwareFolder(config);
  return new MachineVariables(join(folder, "variables.fd"), () =>
    uefiFirmware(config, join(folder, "code.fd")),
  );
}

export function ownFirmware(config: Config, firmwareLog: string): OwnFirmware {
  const { uefiName, takesUpdates } = guestArchitecture(config.VM_ARCH);
  return {
    biosVersion: seaBiosVersion(firmwareLog),
    uefiName,
    async installedUefi() {
      try {
        return (await uefiFirmware(config, "")).code;
      } catch (error) {
        if (error instanceof MachineError) return undefined;
        throw error;
      }
    },
    ...(takesUpdates && { requireUsable: (file: string) => uefiFirmware(config, file) }),
  };
}
