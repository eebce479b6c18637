import type { Hardware } from "../../server/machine/hardware.ts";

/** A machine with one of everything, and two network cards. */
export const hardware: Hardware = {
  processors: [
    {
      socket: 0,
      architecture: "x86_64",
      vendor: "AuthenticAMD",
      model: "QEMU TCG CPU version 2.5+",
      signature: { family: 15, model: 107, stepping: 1 },
      frequency: 2_449_998_000,
      cores: 2,
      threads: 2,
    },
  ],
  memory: [{ id: "dimm0", name: "DIMM 0", size: 2 ** 31 }],
  networkCards: [
    {
      id: "nic0",
      model: "virtio-net-pci",
      pciDevice: "nic0",
      mac: "52:54:00:12:34:56",
      connected: true,
      speed: 10_000,
      fullDuplex: true,
    },
    { id: "e1000-0", model: "e1000", pciDevice: "04.0", mac: "52:54:00:12:34:57", connected: false },
  ],
  drives: [
    {
      id: "disk0",
      model: "virtio-blk-pci",
      interface: "virtio",
      controller: { id: "disk0", model: "virtio-blk-pci", pciDevice: "disk0" },
      size: 3 * 2 ** 30,
      blockSize: 512,
      serialNumber: "QB1-disk0",
    },
    {
      id: "ide-hd-0",
      model: "ide-hd",
      interface: "sata",
      controller: { id: "ich9-ahci-0", model: "ich9-ahci", pciDevice: "1f.2" },
      size: 2 ** 30,
      rotation: 7200,
    },
  ],
  tpms: [{ id: "tpm0", model: "tpm-crb", version: "2.0" }],
  pciFunctions: [
    { bus: 0, slot: 4, function: 0, class: 0x200, vendor: 0x8086, product: 0x100e, device: "04.0" },
    {
      bus: 0,
      slot: 5,
      function: 0,
      name: "SCSI controller",
      class: 0x100,
      vendor: 0x1af4,
      product: 0x1001,
      subsystemVendor: 0x1af4,
      subsystem: 2,
      device: "disk0",
    },
    { bus: 0, slot: 0x1f, function: 0, class: 0x601, vendor: 0x8086, product: 0x2918, device: "1f.0" },
    { bus: 0, slot: 0x1f, function: 2, class: 0x106, vendor: 0x8086, product: 0x2922, device: "1f.2" },
    { bus: 1, slot: 0, function: 0, class: 0x200, vendor: 0x1af4, product: 0x1041, device: "nic0" },
  ],
};
