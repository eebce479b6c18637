import { QmpCommandError } from "../qmp/errors.ts";
import type { QmpCommand, QmpCommands } from "../qmp/protocol.ts";

/** As much of a QMP client as reading takes. */
export interface Monitor {
  execute<C extends QmpCommand>(
    command: C,
    args: QmpCommands[C]["arguments"],
  ): Promise<QmpCommands[C]["returns"]>;
}

/** A device in QEMU's object model. */
export interface QomDevice {
  readonly path: string;
  /** "virtio-blk-pci" */
  readonly type: string;
  /** Its own id or, for one without, its type and place among those: "e1000-0". */
  readonly id: string;
}

/** In the order of QEMU's own numbers, which is that of its command line. */
const byNumber = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

/** Every device of the machine: those with an id, those of the command line without one, those of the board. */
export async function devices(monitor: Monitor): Promise<readonly QomDevice[]> {
  const [named, anonymous, board] = await Promise.all([
    childrenOf(monitor, "/machine/peripheral"),
    childrenOf(monitor, "/machine/peripheral-anon"),
    childrenOf(monitor, "/machine/unattached"),
  ]);
  const count = new Map<string, number>();
  const numbered = ({ path, type }: Omit<QomDevice, "id">): QomDevice => {
    const position = count.get(type) ?? 0;
    count.set(type, position + 1);
    return { path, type, id: `${type}-${position}` };
  };
  return [
    ...named.map(device => ({ ...device, id: device.path.slice(device.path.lastIndexOf("/") + 1) })),
    ...[...anonymous, ...board.filter(({ path }) => /\/device\[\d+\]$/.test(path))].map(numbered),
  ];
}

async function childrenOf(monitor: Monitor, path: string): Promise<Omit<QomDevice, "id">[]> {
  const children = (await monitor.execute("qom-list", { path })).flatMap(({ name, type }) => {
    const [, model] = /^child<(.+)>$/.exec(type) ?? [];
    return model === undefined ? [] : [{ path: `${path}/${name}`, type: model }];
  });
  return children.sort((a, b) => byNumber(a.path, b.path));
}

/** The device that this id names, or that this path leads to or through: a drive may hang below its device. */
export function deviceAt(all: readonly QomDevice[], idOrPath: string): QomDevice | undefined {
  const isOnTheWay = ({ path }: QomDevice): boolean => `${idOrPath}/`.startsWith(`${path}/`);
  return idOrPath.startsWith("/") ? all.find(isOnTheWay) : all.find(({ id }) => id === idOrPath);
}

/** @returns undefined where the device has no such property */
async function property(monitor: Monitor, { path }: QomDevice, name: string): Promise<unknown> {
  try {
    return await monitor.execute("qom-get", { path, property: name });
  } catch (error) {
    if (error instanceof QmpCommandError) return undefined;
    throw error;
  }
}

/** An empty text says nothing. */
export async function text(monitor: Monitor, device: QomDevice, name: string): Promise<string | undefined> {
  const value = await property(monitor, device, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export async function number(monitor: Monitor, device: QomDevice, name: string): Promise<number | undefined> {
  const value = await property(monitor, device, name);
  return typeof value === "number" ? value : undefined;
}

/** How `PciFunction.device` names it: by its id or, for one without, by its place on the root bus. */
export async function pciDevice(monitor: Monitor, device: QomDevice): Promise<string | undefined> {
  if (device.path.startsWith("/machine/peripheral/")) return device.id;
  const bus = await text(monitor, device, "parent_bus");
  const address = await text(monitor, device, "legacy-addr");
  return address !== undefined && bus !== undefined && /\/(pci\.0|pcie\.0)$/.test(bus) ? address : undefined;
}
