import type { Hardware } from "../../machine/hardware.ts";
import { devices, type Monitor } from "./devices.ts";
import { readDrives } from "./drives.ts";
import { readMemory } from "./memory.ts";
import { readNetworkCards } from "./network-cards.ts";
import { readPciFunctions } from "./pci-functions.ts";
import { readProcessors } from "./processors.ts";
import { readTpms } from "./tpms.ts";

/** @throws QmpCommandError | QmpDisconnected | QmpTimeout */
export async function readHardware(monitor: Monitor): Promise<Hardware> {
  const all = await devices(monitor);
  const [processors, memory, networkCards, drives, tpms, pciFunctions] = await Promise.all([
    readProcessors(monitor),
    readMemory(monitor),
    readNetworkCards(monitor, all),
    readDrives(monitor, all),
    readTpms(monitor),
    readPciFunctions(monitor),
  ]);
  return {
    ...{ processors, memory, networkCards, drives },
    ...(tpms && { tpms }),
    ...(pciFunctions && { pciFunctions }),
  };
}
