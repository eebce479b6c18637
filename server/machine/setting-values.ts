import type { BootMode } from "../events/events.ts";

export const nicModels = ["virtio-net-pci", "e1000e", "e1000", "rtl8139", "vmxnet3"] as const;
export const diskInterfaces = ["virtio-blk", "virtio-scsi", "sata", "nvme"] as const;
export const videoAdapters = [
  "VGA",
  "virtio-vga",
  "qxl-vga",
  "cirrus-vga",
  "virtio-gpu-pci",
  "ramfb",
  "none",
] as const;
/** `auto` is what the accelerator does best: the host's own with KVM, everything that TCG knows without. */
export const cpuModels = [
  "auto",
  "max",
  "qemu64",
  "Nehalem",
  "Westmere",
  "SandyBridge",
  "IvyBridge",
  "Haswell",
  "Broadwell",
  "Skylake-Client",
  "Skylake-Server",
  "Cascadelake-Server",
  "Icelake-Server",
  "Opteron_G5",
  "EPYC",
  "EPYC-Rome",
  "EPYC-Milan",
] as const;

/** What of the machine's hardware a user chooses; a cold start takes it. */
export interface MachineSettingValues {
  readonly cpus: number;
  /** MiB */
  readonly memory: number;
  readonly cpuModel: (typeof cpuModels)[number];
  /** Whether the guest may run guests of its own: VMX or SVM, as far as the CPU model and the host have it. */
  readonly hardwareVirtualization: boolean;
  readonly bootMode: BootMode;
  readonly diskInterface: (typeof diskInterfaces)[number];
  readonly nicModel: (typeof nicModels)[number];
  readonly video: (typeof videoAdapters)[number];
  readonly serialPort: boolean;
  readonly pointingDevice: "tablet" | "mouse" | "none";
  /** What the guest finds in the real-time clock. */
  readonly clockBase: "utc" | "localtime";
}

export type MachineSettingName = keyof MachineSettingValues;

/** The values that a hypervisor has, of the settings of which it does not have all. */
export type OfferedValues = {
  readonly [N in MachineSettingName]?: readonly MachineSettingValues[N][];
};

/** What stands where neither user nor environment says otherwise. */
export const usualSettings: MachineSettingValues = {
  cpus: 2,
  memory: 2048,
  cpuModel: "auto",
  hardwareVirtualization: true,
  bootMode: "legacy",
  diskInterface: "virtio-blk",
  nicModel: "virtio-net-pci",
  video: "VGA",
  serialPort: true,
  pointingDevice: "tablet",
  clockBase: "utc",
};
