import type { PciFunction } from "../../machine/hardware.ts";
import type { QmpPciDevice } from "../qmp/protocol.ts";
import type { Monitor } from "./devices.ts";

/** @returns undefined as long as the firmware has not given every bus behind a bridge its number */
export async function readPciFunctions(monitor: Monitor): Promise<readonly PciFunction[] | undefined> {
  const buses = await monitor.execute("query-pci", {});
  const all = buses.flatMap(({ devices }) => devices.flatMap(withWhatIsBehind));
  const isNumbered = all.every(({ pci_bridge: bridge }) => bridge?.bus.secondary !== 0);
  return isNumbered ? all.map(pciFunction).sort(byPlace) : undefined;
}

const byPlace = (a: PciFunction, b: PciFunction): number =>
  a.bus - b.bus || a.slot - b.slot || a.function - b.function;

const withWhatIsBehind = (device: QmpPciDevice): readonly QmpPciDevice[] => [
  device,
  ...(device.pci_bridge?.devices ?? []).flatMap(withWhatIsBehind),
];

function pciFunction({ bus, slot, function: fn, class_info: info, id, qdev_id }: QmpPciDevice): PciFunction {
  const place = `${slot.toString(16).padStart(2, "0")}.${fn}`;
  const device = qdev_id || (bus === 0 ? place : undefined);
  const { subsystem, "subsystem-vendor": subsystemVendor } = id;
  return {
    ...{ bus, slot, function: fn, class: info.class, vendor: id.vendor, product: id.device },
    ...(info.desc !== undefined && { name: info.desc }),
    ...(subsystemVendor !== undefined && { subsystemVendor }),
    ...(subsystem !== undefined && { subsystem }),
    ...(device !== undefined && { device }),
  };
}
