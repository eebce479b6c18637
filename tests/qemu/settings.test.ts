import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  diskInterfaces,
  type MachineSettingValues,
  nicModels,
  usualSettings,
  videoAdapters,
} from "../../server/machine/setting-values.ts";
import { x86_64 } from "../../server/qemu/architecture/x86-64.ts";
import { bootDevices } from "../../server/qemu/boot-devices.ts";
import { commandLine, type MachineSpec } from "../../server/qemu/command-line.ts";
import { offeredDevices } from "../../server/qemu/device-models.ts";
import { Lending } from "../../server/qemu/lending.ts";
import { ManagedQemu } from "../../server/qemu/managed-qemu.ts";
import { type RuntimeFiles, runtimeFiles } from "../../server/qemu/runtime-files.ts";
import { bootSector } from "../support/boot-media.ts";
import { eventually } from "../support/eventually.ts";
import { machineVariables } from "../support/uefi-firmware.ts";

const binary = "qemu-system-x86_64";
const tcg = { name: "tcg", cpu: "max", reason: "This is a test." } as const;
const plan = { target: "none", mode: "legacy" } as const;

let dir: string;
let files: RuntimeFiles;
let qemu: ManagedQemu | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "qemu-"));
  files = runtimeFiles(dir);
});
afterEach(async () => {
  await qemu?.stop();
  rmSync(dir, { recursive: true });
});

function machine(settings: Partial<MachineSettingValues>, readOnly = false): MachineSpec {
  const file = join(dir, "disk, of a machine.img");
  writeFileSync(file, Buffer.concat([bootSector("FROM THE DISK\r\n"), Buffer.alloc(2 ** 20 - 512)]));
  return {
    architecture: x86_64,
    name: "a machine",
    uuid: "9a3f8c5e-0b1d-4a57-8f43-2f6f8f1f9a01",
    manufacturer: "qemu-bmc",
    model: "Virtual Server",
    serialNumber: "QB1",
    assetTag: "",
    firmwareVersion: "1",
    settings: { ...usualSettings, cpus: 1, memory: 64, ...settings },
    disks: [{ file, format: "raw", serial: "S7-disk0", readOnly }],
    nics: [{ id: "nic0", mac: "52:54:00:00:00:01", acpiIndex: 2 }],
    extraArguments: [],
  };
}

const started = (settings: Partial<MachineSettingValues>, readOnly = false): Promise<ManagedQemu> =>
  startedAs(machine(settings, readOnly));

async function startedAs(spec: MachineSpec): Promise<ManagedQemu> {
  qemu = new ManagedQemu(
    {
      binary,
      files,
      variables: machineVariables(dir),
      firmwareLog: { begin() {} },
      menuTimeout: 0,
      bootDevices: () =>
        bootDevices(spec.nics, spec.settings.diskInterface, spec.disks.length, x86_64.cdDrive),
      spec: async () => spec,
      chooseAccelerator: async () => tcg,
      onAcceleratorFailed: () => {},
      knownAccelerator: undefined,
      serial: { connect: () => {}, disconnect: () => {} },
      vncPassword: "secret",
      lending: new Lending(undefined, []),
      onError: error => {
        throw error;
      },
      now: Date.now,
    },
    { cpus: 2, memory: 2048, nics: [] },
  );
  await qemu.find();
  await qemu.start(plan);
  return qemu;
}

const argumentsFor = (settings: Partial<MachineSettingValues>): string =>
  commandLine(machine(settings), {}, plan, tcg, files).join(" ");

describe("a setting is QEMU's command line", () => {
  it.each<[Partial<MachineSettingValues>, string]>([
    [{ cpus: 3 }, "-smp 3 "],
    [{ memory: 96 }, "-m 96M "],
    [{ cpuModel: "auto" }, "-cpu max "],
    [{ cpuModel: "Haswell" }, "-cpu Haswell "],
    [{ hardwareVirtualization: false }, "-cpu max,vmx=off,svm=off,min-xlevel=0x8000000a "],
    [
      { diskInterface: "nvme" },
      "-device nvme,addr=5,id=disk0,drive=disk0-image,serial=S7-disk0,bootindex=10",
    ],
    [
      { diskInterface: "sata" },
      "-device ide-hd,bus=ide.1,rotation_rate=1,id=disk0,drive=disk0-image,serial=S7-disk0,bootindex=10",
    ],
    [{ nicModel: "e1000e" }, "-device e1000e,id=nic0,netdev=nic0"],
    [{ video: "virtio-vga" }, "-device virtio-vga,id=video0"],
    [{ serialPort: true }, "-device isa-serial"],
    [{ pointingDevice: "mouse" }, "-device usb-mouse,"],
    [{ clockBase: "localtime" }, "-rtc base=localtime "],
  ])("%j", (settings, expected) => {
    expect(argumentsFor(settings)).toContain(expected);
  });

  it.each<[Partial<MachineSettingValues>, RegExp]>([
    [{ video: "none" }, /video0/],
    [{ serialPort: false }, /isa-serial/],
    [{ pointingDevice: "none" }, /usb-(tablet|mouse)/],
    [{ nicModel: "rtl8139" }, /duplex|virtio-net/],
  ])("%j leaves a device out", (settings, absent) => {
    expect(argumentsFor(settings)).not.toMatch(absent);
  });
});

describe("QEMU starts", () => {
  it.each(nicModels)("with network cards of model %s", async nicModel => {
    const { status, facts } = await started({ nicModel });
    expect(status).toBe("running");
    expect(facts.nics).toHaveLength(1);
  });

  it.each(videoAdapters)("with video adapter %s", async video => {
    expect((await started({ video })).status).toBe("running");
  });

  it("with as many processors and as much memory as its settings say, and its facts say so, too", async () => {
    expect((await started({ cpus: 3, memory: 96 })).facts).toMatchObject({ cpus: 3, memory: 96 });
  });
});

it.each(
  diskInterfaces.flatMap(each => [[each, "written to", false] as const, [each, "read only", true] as const]),
)(
  "the firmware boots a %s disk that may be %s, and takes it first again after another boot order",
  async (diskInterface, _, readOnly) => {
    const running = await started({ diskInterface }, readOnly);
    const printed = (): string => readFileSync(files.serialRecord, "latin1");
    await eventually(() => printed().includes("FROM THE DISK"), 30, printed);
    await running.prepareBoot({ target: "pxe", mode: "legacy" });
    await running.prepareBoot({ target: "hdd", mode: "legacy" });
    const from = printed().length;
    await running.reset();
    await eventually(() => printed().includes("FROM THE DISK", from), 30, printed);
  },
);

it.each(diskInterfaces)(
  "on %s there is room for all disks and cloud-init's, and each disk boots",
  async each => {
    const spec = machine({ diskInterface: each });
    const names = ["first", "second", "third", "fourth", "fifth", "sixth", "last"];
    const disks = names.map((name, n) => {
      const file = join(dir, `${name}.img`);
      writeFileSync(
        file,
        Buffer.concat([bootSector(`FROM THE ${name} DISK\r\n`), Buffer.alloc(2 ** 20 - 512)]),
      );
      return { file, format: "raw", serial: `S7-disk${n}`, readOnly: false };
    });
    const cloudInit = join(dir, "seed.iso");
    writeFileSync(cloudInit, bootSector("FROM THE SEED\r\n"));
    const running = await startedAs({ ...spec, disks, cloudInit });
    const printed = (): string => readFileSync(files.serialRecord, "latin1");
    await eventually(() => printed().includes("FROM THE first DISK"), 30, printed);
    await running.start({ ...plan, order: ["disk6"] });
    await eventually(() => printed().includes("FROM THE last DISK"), 30, printed);
    expect(running.bootDevices.map(({ id }) => id)).toEqual(
      [...names.keys()].map(n => `disk${n}`).concat("cd0", "usb0", "nic0"),
    );
  },
);

it("offers the firmware's menu at every boot where it is told to", () => {
  const boot = (menuTimeout: number) =>
    commandLine({ ...machine({}), menuTimeout }, {}, plan, tcg, files).join(" ");
  expect(boot(0)).toContain("-boot menu=off ");
  expect(boot(1500)).toContain("-boot menu=on,splash-time=1500 ");
});

it("asks QEMU which devices it has", async () => {
  const offered = await offeredDevices(x86_64);
  expect(offered.nicModel).toContain("virtio-net-pci");
  expect(offered.video).toContain("none");
  expect(offered.diskInterface).toEqual([...diskInterfaces]);
});
