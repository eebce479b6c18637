import type { BootDevice, BootDeviceKind } from "../../machine/hypervisor.ts";

/** Numbers of the kinds; each leaves room for 255 devices, so that one more renames none. */
const firstOf: Record<BootDeviceKind, number> = { hdd: 0x0001, cd: 0x0101, usb: 0x0201, pxe: 0x0301 };

/** What each device is called as a boot option ("Boot0001"), the same at every start. */
export function bootReferences(devices: readonly BootDevice[]): ReadonlyMap<string, BootDevice> {
  const counts: Record<BootDeviceKind, number> = { ...firstOf };
  return new Map(
    devices.map(device => [
      `Boot${(counts[device.kind]++).toString(16).toUpperCase().padStart(4, "0")}`,
      device,
    ]),
  );
}

/** The reference of the device of that id. */
export const referenceOf = (devices: readonly BootDevice[], id: string | null): string | null =>
  [...bootReferences(devices)].find(([, device]) => device.id === id)?.[0] ?? null;
