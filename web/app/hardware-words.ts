import type { Drive, PcieFunction } from "../redfish/machine-resources.ts";

const units = ["bytes", "KiB", "MiB", "GiB", "TiB"] as const;

/** "21 MiB", "1.5 TiB" */
export function sizeWords(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const value = bytes / 1024 ** power;
  return `${Number(value.toFixed(value < 10 ? 1 : 0)).toLocaleString()} ${units[power]}`;
}

/** Makers of the devices that QEMU emulates and of those that hosts mostly hand through. */
const vendors: Readonly<Record<string, string>> = {
  "0x1002": "AMD",
  "0x1013": "Cirrus Logic",
  "0x1022": "AMD",
  "0x10DE": "NVIDIA",
  "0x10EC": "Realtek",
  "0x1234": "QEMU",
  "0x144D": "Samsung",
  "0x14E4": "Broadcom",
  "0x15AD": "VMware",
  "0x15B3": "Mellanox",
  "0x1AF4": "Red Hat (virtio)",
  "0x1B36": "Red Hat",
  "0x8086": "Intel",
};

export const vendorWords = ({ VendorId }: PcieFunction): string => vendors[VendorId] ?? VendorId;

const digits = (hex: string): string => hex.slice(2).toLowerCase();

/** "8086:29c0", as lspci writes it. */
export const pciIdWords = ({ VendorId, DeviceId }: PcieFunction): string =>
  `${digits(VendorId)}:${digits(DeviceId)}`;

/** "00:1f.2" */
export const pciAddressWords = ({ BusNumber, DeviceNumber, FunctionNumber }: PcieFunction): string =>
  `${digits(BusNumber)}:${digits(DeviceNumber)}.${digits(FunctionNumber)}`;

/** "NetworkController" → "Network controller" */
export const classWords = ({ DeviceClass }: PcieFunction): string => {
  const words = DeviceClass.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** "NVMe, SSD" */
export const driveWords = ({ Protocol, MediaType }: Drive): string =>
  [Protocol, MediaType].filter(part => part !== null).join(", ");
