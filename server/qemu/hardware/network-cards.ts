import type { NetworkCard } from "../../machine/hardware.ts";
import { type Monitor, number, pciDevice, type QomDevice, text } from "./devices.ts";

/** Mbit/s that these models say of themselves; they are full duplex. */
const speeds: Readonly<Record<string, number>> = { e1000: 1000, e1000e: 1000, igb: 1000, rtl8139: 100 };

/** A network card is what has a MAC address; one device of each type is asked for it, and then all of that type. */
export async function readNetworkCards(
  monitor: Monitor,
  all: readonly QomDevice[],
): Promise<readonly NetworkCard[]> {
  const firsts = [...new Map(all.map(device => [device.type, device])).values()];
  const addresses = await Promise.all(firsts.map(device => text(monitor, device, "mac")));
  const types = new Set(firsts.filter((_, n) => addresses[n] !== undefined).map(({ type }) => type));
  const cards = await Promise.all(
    all.filter(({ type }) => types.has(type)).map(device => readCard(monitor, device)),
  );
  return cards.filter(card => card !== undefined);
}

async function readCard(monitor: Monitor, device: QomDevice): Promise<NetworkCard | undefined> {
  const mac = await text(monitor, device, "mac");
  if (mac === undefined) return undefined;
  const speed = speeds[device.type] ?? (await number(monitor, device, "speed")) ?? -1;
  const duplex = device.type in speeds ? "full" : await text(monitor, device, "duplex");
  const pci = await pciDevice(monitor, device);
  return {
    id: device.id,
    model: device.type,
    ...(pci !== undefined && { pciDevice: pci }),
    mac,
    connected: (await backendOf(monitor, device)) !== undefined,
    ...(speed > 0 && { speed }),
    ...(duplex !== undefined && { fullDuplex: duplex === "full" }),
  };
}

/** What is at the other end of the card's cable, by QEMU's name for it. */
export const backendOf = (monitor: Monitor, device: QomDevice): Promise<string | undefined> =>
  text(monitor, device, "netdev");
