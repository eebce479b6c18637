import type { MachineSettingValues } from "../../machine/setting-values.ts";
import type { ChosenAccelerator } from "../accelerator.ts";
import { boardSataPath } from "../boot-devices.ts";
import type { Architecture } from "./architecture.ts";

/** SeaBIOS writes there. */
const debugPort = "isa-debugcon,iobase=0x402";

/** A model that is chosen says what the guest sees; what the accelerator cannot give of it, QEMU leaves out. */
function cpu(
  { cpuModel, hardwareVirtualization }: MachineSettingValues,
  { name, cpu }: ChosenAccelerator,
): string {
  const model = cpuModel === "auto" ? cpu : cpuModel;
  if (hardwareVirtualization) return model;
  // TCG's "max" without SVM would have too few extended CPUID leaves for glibc, whose programs then abort.
  const leaves = name === "tcg" && model === "max" ? ",min-xlevel=0x8000000a" : "";
  return `${model},vmx=off,svm=off${leaves}`;
}

/** A PC. The machine type of its firmware is a versioned one, as in QEMU's firmware descriptors. */
export const x86_64: Architecture = {
  name: "x86_64",
  binary: "qemu-system-x86_64",
  package: "qemu-system-x86",
  machineType: "q35",
  firmwareTarget: { architecture: "x86_64", machine: "pc-q35-7.2" },
  uefiName: "OVMF",
  takesUpdates: true,
  settings: { video: ["VGA", "virtio-vga", "qxl-vga", "cirrus-vga", "none"] },
  defaults: {},
  kvmProbe: {
    arguments: ["-machine", "q35", "-m", "32", "-device", `${debugPort},chardev=debug`],
    cpus: ["host", "host,arch-capabilities=off"],
    done: /Booting from|No bootable device/,
  },
  cpu,
  serialPort: ["-device", "isa-serial,chardev=serial0"],
  firmwareLog: ["-device", `${debugPort},chardev=firmware`],
  keyboard: [],
  systemInterface: ["-device", "isa-ipmi-kcs,bmc=bmc0"],
  // The command response buffer is the interface that TPM 2.0 has of its own.
  tpmModel: "tpm-crb",
  cdDrive: { controller: [], model: "ide-cd", bus: "ide.0", uefiPath: boardSataPath(0) },
  runsCardRoms: true,
};
