import type { BootDevice, BootDeviceKind } from "../../machine/hypervisor.ts";

/** Numbers of the kinds; each leaves room for 255 devices, so that one more renames none. */
const firstOf: Record<BootDeviceKind, number> = { hdd: 0x0001, cd: 0x0101, usb: 0x0201, pxe: 0x0301 };

/** What each device is called as a boot option ("Boot0001"), the same at every start, by the device's id. */
export function referencesById(devices: readonly BootDevice[]): ReadonlyMap<string, string> {
  const counts: Record<BootDeviceKind, number> = { ...firstOf };
  const references = new Map<string, string>();
  for (const { id, kind } of devices) {
    references.set(id, `Boot${(counts[kind]++).toString(16).toUpperCase().padStart(4, "0")}`);
  }
  return references;
}

/** The devices by what they are called. */
export function bootReferences(devices: readonly BootDevice[]): ReadonlyMap<string, BootDevice> {
  const references = referencesById(devices);
  return new Map(devices.map(device => [references.get(device.id) ?? "", device]));
}
