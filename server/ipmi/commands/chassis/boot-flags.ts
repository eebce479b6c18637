import type { BootOverride, BootTarget } from "../../../events/events.ts";
import type { BootDevice } from "../../../machine/hypervisor.ts";
import { bit, byte, choice } from "../../layout/byte.ts";
import { u8 } from "../../layout/fields.ts";
import { type Decoded, layout } from "../../layout/layout.ts";

/** Boot device selectors (IPMI 2.0 table 28-14). */
const deviceSelector = {
  noOverride: 0x0,
  pxe: 0x1,
  hardDrive: 0x2,
  hardDriveSafeMode: 0x3,
  diagnosticPartition: 0x4,
  cd: 0x5,
  biosSetup: 0x6,
  remoteFloppy: 0x7,
  remoteCd: 0x8,
  remoteMedia: 0x9,
  remoteHardDrive: 0xb,
  floppy: 0xf,
} as const;
type DeviceSelector = keyof typeof deviceSelector;

/**
 * What the machine has for each: its CD drive is its only removable medium, and all partitions and modes of an
 * installed system are on its disk. Reading the flags back shows the selector that was written.
 */
const targets: Record<DeviceSelector, BootTarget> = {
  noOverride: "none",
  pxe: "pxe",
  hardDrive: "hdd",
  hardDriveSafeMode: "hdd",
  diagnosticPartition: "hdd",
  cd: "cd",
  biosSetup: "biosSetup",
  remoteFloppy: "cd",
  remoteCd: "cd",
  remoteMedia: "cd",
  remoteHardDrive: "hdd",
  floppy: "cd",
};

/** The primary removable medium of the standard is the USB disk; a device by itself has no selector. */
const selectors: Record<BootTarget, DeviceSelector> = {
  none: "noOverride",
  pxe: "pxe",
  hdd: "hardDrive",
  cd: "cd",
  usb: "floppy",
  biosSetup: "biosSetup",
  uefiTarget: "noOverride",
  uefiHttp: "pxe",
  uefiBootNext: "noOverride",
};

/** Boot option parameter 5 (IPMI 2.0 table 28-14). What no virtual firmware follows is kept as it stands. */
export const bootFlags = layout({
  boot: byte({ valid: bit(7), persistent: bit(6), efi: bit(5) }),
  device: byte({
    clearCmos: bit(7),
    lockKeyboard: bit(6),
    selector: choice(5, 2, deviceSelector),
    blankScreen: bit(1),
    lockReset: bit(0),
  }),
  firmware: u8,
  console: u8,
  deviceInstance: u8,
});
export type BootFlags = Decoded<typeof bootFlags>;

export function overrideOf({ boot, device }: BootFlags): BootOverride {
  // Without the bit, the boot is of the kind that the machine is configured for.
  const mode = boot.efi && { mode: "uefi" as const };
  if (!boot.valid) return { enabled: "disabled", target: "none", ...mode };
  return { enabled: boot.persistent ? "continuous" : "once", target: targets[device.selector], ...mode };
}

/** @param device that which the override names, where it names one */
export function flagsOf({ enabled, target, mode }: BootOverride, device?: BootDevice): BootFlags {
  const valid = enabled !== "disabled";
  return {
    boot: { valid, persistent: enabled === "continuous", efi: mode === "uefi" },
    device: {
      clearCmos: false,
      lockKeyboard: false,
      selector: valid ? selectors[device?.kind ?? target] : "noOverride",
      blankScreen: false,
      lockReset: false,
    },
    firmware: 0,
    console: 0,
    deviceInstance: 0,
  };
}
