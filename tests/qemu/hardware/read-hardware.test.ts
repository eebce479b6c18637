import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Monitor } from "../../../server/qemu/hardware/devices.ts";
import { readHardware } from "../../../server/qemu/hardware/read-hardware.ts";
import { QmpCommandError } from "../../../server/qemu/qmp/errors.ts";

interface Recording {
  readonly [command: string]: unknown;
  readonly "qom-list": Readonly<Record<string, unknown>>;
  readonly "qom-get": Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const file = join(import.meta.dirname, "../../vectors/qmp/qemu-7.2-pc.json");
const recording = JSON.parse(readFileSync(file, "utf8")) as Recording;

/** A monitor that answers what a real one has answered, but for `others`. */
function recorded(others: Partial<Recording> = {}): Monitor {
  const answers: Recording = { "query-tpm": [], ...recording, ...others };
  return {
    execute: async (command, args) => {
      if (command === "qom-list") return answers["qom-list"][(args as { path: string }).path] as never;
      if (command !== "qom-get") return answers[command] as never;
      const { path, property } = args as { path: string; property: string };
      const properties = answers["qom-get"][path] ?? {};
      if (property in properties) return properties[property] as never;
      throw new QmpCommandError(command, "GenericError", `Property '${property}' not found`);
    },
  };
}

describe("the hardware of a QEMU 7.2 that somebody else started", () => {
  it("has its sockets, with what CPUID says of them", async () => {
    const { processors } = await readHardware(recorded());
    const processor = {
      architecture: "x86_64",
      vendor: "AuthenticAMD",
      model: "QEMU Virtual CPU version 2.5+",
      signature: { family: 15, model: 107, stepping: 1 },
      frequency: 2_400_000_000,
      cores: 2,
      threads: 2,
    };
    expect(processors).toEqual([
      { socket: 0, ...processor },
      { socket: 1, ...processor },
    ]);
  });

  it("has threads in cores, and no processor where QEMU tells of none", async () => {
    const cpu = (core: number, thread: number) => ({
      "cpu-index": core * 2 + thread,
      "qom-path": "/machine/unattached/device[0]",
      target: "x86_64",
      props: { "socket-id": 0, "core-id": core, "thread-id": thread },
    });
    const cpus = [cpu(0, 0), cpu(0, 1), cpu(1, 0), cpu(1, 1)];
    const { processors } = await readHardware(recorded({ "query-cpus-fast": cpus }));
    expect(processors).toMatchObject([{ cores: 2, threads: 4 }]);
    expect((await readHardware(recorded({ "query-cpus-fast": [] }))).processors).toEqual([]);
  });

  it("has its memory and the module that was plugged in", async () => {
    const { memory } = await readHardware(recorded());
    expect(memory).toEqual([
      { id: "dimm0", name: "DIMM 0", size: 2 ** 30 },
      { id: "slot0", name: "dimm1", size: 2 ** 28 },
    ]);
  });

  it.each([
    ["pc-q35-7.2-machine", [16, 16, 8]],
    ["pc-q35-10.0-machine", [40]],
    ["pc-q35-10.2-machine", [16, 16, 8]],
    ["microvm-machine", [16, 16, 8]],
  ])("divides 40 GiB of memory as the tables of a %s do", async (type, sizes) => {
    const { memory } = await readHardware(
      recorded({
        "query-memory-size-summary": { "base-memory": 40 * 2 ** 30 },
        "query-memory-devices": [],
        "qom-get": { ...recording["qom-get"], "/machine": { type } },
      }),
    );
    expect(memory.map(({ size }) => size / 2 ** 30)).toEqual(sizes);
  });

  it("has its network cards, with what is true of their speed and cable", async () => {
    const { networkCards } = await readHardware(recorded());
    expect(networkCards).toEqual([
      {
        id: "nic0",
        model: "e1000",
        pciDevice: "nic0",
        mac: "52:54:00:12:34:57",
        connected: true,
        speed: 1000,
        fullDuplex: true,
      },
      {
        id: "virtio-net-pci-0",
        model: "virtio-net-pci",
        pciDevice: "08.0",
        mac: "52:54:00:12:34:58",
        connected: true,
      },
      {
        id: "virtio-net-pci-1",
        model: "virtio-net-pci",
        pciDevice: "09.0",
        mac: "52:54:00:12:34:59",
        connected: false,
      },
      {
        id: "rtl8139-0",
        model: "rtl8139",
        pciDevice: "03.0",
        mac: "52:54:00:12:34:56",
        connected: true,
        speed: 100,
        fullDuplex: true,
      },
    ]);
  });

  it("has its disks with their controllers, and no CD drive, floppy drive or empty slot among them", async () => {
    const { drives } = await readHardware(recorded());
    const found = drives.map(({ id, interface: kind, controller, size, serialNumber, rotation }) => [
      ...[id, kind, controller.model, controller.pciDevice],
      ...[size / 2 ** 20, serialNumber, rotation],
    ]);
    expect(found).toEqual([
      ["disk0", "virtio", "virtio-blk-pci", "disk0", 3072, "ABC", undefined],
      ["ide-hd-0", "sata", "piix3-ide", "01.1", 512, "QM00001", undefined],
      ["nv1", "nvme", "nvme", "nv1", 1024, "NV1", undefined],
      ["sd0", "scsi", "virtio-scsi-pci", "scsi0", 100, "SCS", 7200],
      ["stick", "usb", "usb-storage", "stick", 50, undefined, undefined],
    ]);
  });

  it("has a TPM, of version 2.0 where its interface says so", async () => {
    const tpms = [
      { id: "tpm0", model: "tpm-crb" },
      { id: "old", model: "tpm-tis" },
    ];
    const read = await readHardware(recorded({ "query-tpm": tpms }));
    expect(read.tpms).toEqual([{ id: "tpm0", model: "tpm-crb", version: "2.0" }, tpms[1]]);
    expect((await readHardware(recorded())).tpms).toEqual([]);
  });

  it("has no word of a TPM where QEMU was built without", async () => {
    const monitor = recorded();
    const without: Monitor = {
      execute: async (command, args) => {
        if (command === "query-tpm") throw new QmpCommandError(command, "CommandNotFound", "no such command");
        return monitor.execute(command, args);
      },
    };
    expect(await readHardware(without)).not.toHaveProperty("tpms");
  });

  it("has PCI functions that cards and controllers are known by", async () => {
    const { pciFunctions, networkCards, drives } = await readHardware(recorded());
    const known = new Set(pciFunctions?.map(({ device }) => device));
    for (const { pciDevice } of networkCards) expect(known).toContain(pciDevice);
    const controllers = drives.map(({ controller }) => controller).filter(({ id }) => id !== "stick");
    for (const { pciDevice } of controllers) expect(known).toContain(pciDevice);
  });

  it("does not know the PCI functions as long as a bridge has no bus number, and then those behind it too", async () => {
    const id = { vendor: 0x1b36, device: 12 };
    const card = { bus: 1, slot: 0, function: 0, class_info: { class: 0x200 }, id, qdev_id: "nic0" };
    const withBridge = (secondary: number) => [
      {
        devices: [
          {
            ...card,
            ...{ bus: 0, slot: 16, qdev_id: "port0", class_info: { class: 0x604 } },
            pci_bridge: { bus: { secondary }, ...(secondary > 0 && { devices: [card] }) },
          },
        ],
      },
    ];
    const before = await readHardware(recorded({ "query-pci": withBridge(0) }));
    expect(before.pciFunctions).toBeUndefined();
    const after = await readHardware(recorded({ "query-pci": withBridge(1) }));
    expect(after.pciFunctions).toMatchObject([
      { bus: 0, slot: 16, device: "port0" },
      { bus: 1, slot: 0, device: "nic0" },
    ]);
  });
});
