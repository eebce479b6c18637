import type { MemoryModule } from "../../machine/hardware.ts";
import type { Monitor } from "./devices.ts";

/** What QEMU's SMBIOS tables make one memory device of at most. */
const largestModule = 16 * 2 ** 30;
/** The machine types whose tables have one memory device, however large: from QEMU 9.1 to 10.1. */
const undivided = { from: 9.01, to: 10.01 };

/** The memory as SMBIOS shows it to the guest, and modules that were plugged in. */
export async function readMemory(monitor: Monitor): Promise<readonly MemoryModule[]> {
  const { "base-memory": size } = await monitor.execute("query-memory-size-summary", {});
  const machine = await monitor.execute("qom-get", { path: "/machine", property: "type" });
  const largest = isUndivided(`${machine}`) ? size : largestModule;
  const plugged = await monitor.execute("query-memory-devices", {});
  return [
    ...Array.from({ length: Math.ceil(size / largest) }, (_, n) => ({
      id: `dimm${n}`,
      name: `DIMM ${n}`,
      size: Math.min(largest, size - n * largest),
    })),
    ...plugged.flatMap(({ data }, n) => {
      const bytes = data.size;
      if (bytes === undefined) return [];
      return [{ id: `slot${data.slot ?? n}`, name: data.id ?? `Slot ${data.slot ?? n}`, size: bytes }];
    }),
  ];
}

/** @param machine "pc-q35-7.2-machine" */
function isUndivided(machine: string): boolean {
  const [, major, minor] = /-(\d+)\.(\d+)-machine$/.exec(machine) ?? [];
  const version = Number(major) + Number(minor) / 100;
  return version >= undivided.from && version <= undivided.to;
}
