import { join } from "node:path";
import { type FirmwareChoice, firmwareCode } from "../../server/qemu/uefi/firmware-code.ts";
import { descriptorFolders } from "../../server/qemu/uefi/firmware-descriptor.ts";
import { MachineVariables } from "../../server/qemu/uefi/machine-variables.ts";

/** What a machine of ours is offered of the firmware that is installed here. */
export const firmwareChoice = (folder: string): FirmwareChoice => ({
  target: { architecture: "x86_64", machine: "pc-q35-7.2" },
  uefiName: "OVMF",
  descriptorFolders,
  uploaded: join(folder, "code.fd"),
  code: "",
  variables: "",
});

/** The variables of a machine whose state folder this is. */
export const machineVariables = (folder: string): MachineVariables =>
  new MachineVariables(join(folder, "variables.fd"), () => firmwareCode(firmwareChoice(folder)));
