import type { MachineSettingValues } from "../../machine/setting-values.ts";
import type { ChosenAccelerator } from "../accelerator.ts";
import { scsiPath } from "../boot-devices.ts";
import type { Architecture } from "./architecture.ts";

/** The last slot of the root bus. */
const cdControllerSlot = 0x1f;

/** In the memory, which begins at 40000000h, well behind the device tree that QEMU puts there. */
const programAddress = 0x4100_0000;
const dots = 4096;

/** Writes so many dots to the serial port at 9000000h and stands still: each is one way out of the guest and back. */
const dotsProgram = [
  0xd2a1_2000, // movz x0, #0x900, lsl #16
  0x5280_05c1, // movz w1, #'.'
  0x5280_0002 | (dots << 5), // movz w2, #dots
  0xb900_0001, // str w1, [x0]
  0x7100_0442, // subs w2, w2, #1
  0x54ff_ffc1, // b.ne to the str
  0x1400_0000, // b to itself
  0xd503_201f, // nop
];

/** QEMU's loader takes eight bytes at a time, and tells the first processor where to begin. */
function loaded(program: readonly number[]): string[] {
  const pairs = Array.from({ length: program.length / 2 }, (_, n) => {
    const [low = 0, high = 0] = program.slice(2 * n);
    const value = (BigInt(high) << 32n) | BigInt(low);
    return ["-device", `loader,addr=${programAddress + 8 * n},data=${value},data-len=8`];
  });
  return [...pairs.flat(), "-device", `loader,addr=${programAddress},cpu-num=0`];
}

/** TCG would take most of its time for the pointer authentication that Arm's own algorithm asks of "max". */
function cpu({ cpuModel }: MachineSettingValues, { name, cpu }: ChosenAccelerator): string {
  const model = cpuModel === "auto" ? cpu : cpuModel;
  return name === "tcg" && model === "max" ? "max,pauth-impdef=on" : model;
}

/**
 * QEMU's `virt` machine. It boots by UEFI alone, has no PS/2, and its serial port is part of the board. Linux finds the
 * CD drive on virtio SCSI, the installers' one and that of kernels for clouds included.
 */
export const aarch64: Architecture = {
  name: "aarch64",
  binary: "qemu-system-aarch64",
  package: "qemu-system-arm",
  machineType: "virt,gic-version=max",
  firmwareTarget: { architecture: "aarch64", machine: "virt-7.2" },
  uefiName: "AAVMF",
  takesUpdates: false,
  settings: {
    cpuModel: ["auto", "max"],
    hardwareVirtualization: [false],
    bootMode: ["uefi"],
    diskInterface: ["virtio-blk", "virtio-scsi", "nvme"],
    video: ["virtio-gpu-pci", "ramfb", "none"],
    serialPort: [true],
  },
  defaults: { hardwareVirtualization: false, bootMode: "uefi", video: "virtio-gpu-pci" },
  kvmProbe: {
    arguments: [
      "-machine",
      "virt,gic-version=max",
      "-m",
      "32",
      "-serial",
      "chardev:debug",
      ...loaded(dotsProgram),
    ],
    cpus: ["host"],
    done: new RegExp(`\\.{${dots}}`),
  },
  cpu,
  serialPort: ["-serial", "chardev:serial0"],
  firmwareLog: [],
  keyboard: ["-device", "usb-kbd,id=keyboard,bus=usb.0"],
  systemInterface: [],
  tpmModel: "tpm-tis-device",
  cdDrive: {
    controller: ["-device", `virtio-scsi-pci,id=cd,addr=0x${cdControllerSlot.toString(16)}`],
    model: "scsi-cd",
    bus: "cd.0",
    uefiPath: scsiPath(cdControllerSlot, 0),
  },
  runsCardRoms: false,
};
