import { expect, test } from "vitest";
import { stageInLog, stageOnSerialLine } from "../../server/console/firmware-stages.ts";

/** As SeaBIOS 1.16 and OVMF 2022.11 print them. */
test.each([
  ["SeaBIOS (version 1.16.2-debian-1.16.2-1)", undefined],
  ["BUILD: gcc: (Debian 12.2.0-14) 12.2.0 binutils: (GNU Binutils for Debian) 2.40", "processorStarted"],
  ["=== PCI new allocation pass #1 ===", "pciConfigured"],
  ["All threads complete.", "hardwareReady"],
  ["Select boot device:", "setupEntered"],
  ["Booting from Hard Disk...", undefined],
  ["Booting from 0000:7c00", "osBootStarted"],
  ["Boot failed: not a bootable disk", "hardwareReady"],
])("the firmware's log: %s", (line, stage) => {
  expect(stageInLog(line)).toBe(stage);
});

test.each([
  [`BdsDxe: loading Boot0002 "UEFI Non-Block Boot Device" from PciRoot(0x0)/Pci(0x5,0x0)`, "hardwareReady"],
  [`BdsDxe: starting Boot0002 "UEFI Non-Block Boot Device" from PciRoot(0x0)/Pci(0x5,0x0)`, "osBootStarted"],
  [
    `BdsDxe: starting Boot0005 "EFI Internal Shell" from Fv(7CB8BDC9-F8EB-4F34-AAEA-3EE4AF6516A1)`,
    "hardwareReady",
  ],
  [
    `BdsDxe: failed to load Boot0001 "UEFI QEMU DVD-ROM QM00001 " from PciRoot(0x0): Not Found`,
    "hardwareReady",
  ],
  ["Booting from 0000:7c00", undefined],
  ["localhost login:", undefined],
])("the serial line: %s", (line, stage) => {
  expect(stageOnSerialLine(line)).toBe(stage);
});
