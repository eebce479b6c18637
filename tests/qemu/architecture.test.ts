import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MachineSettingValues, usualSettings } from "../../server/machine/setting-values.ts";
import { chooseAccelerator } from "../../server/qemu/accelerator.ts";
import { aarch64 } from "../../server/qemu/architecture/aarch64.ts";
import { guestArchitecture } from "../../server/qemu/architecture/architectures.ts";
import { x86_64 } from "../../server/qemu/architecture/x86-64.ts";
import { commandLine } from "../../server/qemu/command-line.ts";
import { offeredDevices } from "../../server/qemu/device-models.ts";
import { type RuntimeFiles, runtimeFiles } from "../../server/qemu/runtime-files.ts";
import { eventually } from "../support/eventually.ts";

const tcg = { name: "tcg", cpu: "max", reason: "This is a test." } as const;
const kvm = { name: "kvm", cpu: "host", reason: "This is a test." } as const;

let dir: string;
let files: RuntimeFiles;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "arch-"));
  files = runtimeFiles(dir);
  mkdirSync(files.qemuDir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true }));

/** The monitor speaks when the machine is made, which is long after there is a pidfile. */
async function greeting(complaint: () => string): Promise<void> {
  await eventually(() => existsSync(files.monitor), 20, complaint);
  const socket = connect(files.monitor);
  await once(socket, "data");
  socket.destroy();
}

it("a guest's architecture is the host's own where nothing is said", () => {
  expect(guestArchitecture("")).toBe(process.arch === "arm64" ? aarch64 : x86_64);
  expect(guestArchitecture("aarch64")).toBe(aarch64);
  expect(guestArchitecture("x86_64")).toBe(x86_64);
});

it.each([x86_64, aarch64])("what proves KVM on $name gets through under TCG, too", async architecture => {
  const binary = join(dir, "qemu");
  const script = `for word; do shift; case $word in kvm) word=tcg;; host) word=max;; esac; set -- "$@" "$word"; done`;
  writeFileSync(binary, `#!/bin/sh\n${script}\nexec ${architecture.binary} "$@"\n`, { mode: 0o755 });
  const kvmDevice = join(dir, "kvm");
  writeFileSync(kvmDevice, "");
  const options = { binary, kvmDevice, probe: architecture.kvmProbe, bound: 20_000 };
  const verdicts = { get: () => undefined, keep: () => {} };
  expect(await chooseAccelerator(true, options, verdicts)).toMatchObject({ name: "kvm", cpu: "host" });
});

describe("an aarch64 machine", () => {
  const settings = { ...usualSettings, ...aarch64.defaults, cpus: 1, memory: 64 };
  const argumentsFor = (changed: Partial<MachineSettingValues>) =>
    commandLine(
      {
        architecture: aarch64,
        name: "a machine",
        uuid: "9a3f8c5e-0b1d-4a57-8f43-2f6f8f1f9a01",
        ...{ manufacturer: "qemu-bmc", model: "Virtual Server", firmwareVersion: "1" },
        ...{ serialNumber: "QB1", assetTag: "" },
        settings: { ...settings, ...changed },
        disks: [{ file: join(dir, "disk.img"), format: "raw", serial: "S7-disk0", readOnly: false }],
        cloudInit: join(dir, "seed.img"),
        nics: [{ id: "nic0", mac: "52:54:00:00:00:01", acpiIndex: 2 }],
        extraArguments: [],
      },
      {},
      { target: "none", mode: "uefi" },
      tcg,
      files,
    );

  it("has the cheaper pointer authentication under TCG, and the host's processor with KVM", () => {
    expect(aarch64.cpu(settings, tcg)).toBe("max,pauth-impdef=on");
    expect(aarch64.cpu(settings, kvm)).toBe("host");
    expect(aarch64.cpu({ ...settings, cpuModel: "max" }, kvm)).toBe("max");
  });

  it.each([
    ...[{ video: "virtio-gpu-pci" }, { video: "ramfb" }, { video: "none" }],
    ...[{ diskInterface: "virtio-scsi" }, { diskInterface: "nvme" }],
    ...[{ nicModel: "e1000e" }, { nicModel: "e1000" }, { nicModel: "rtl8139" }, { nicModel: "vmxnet3" }],
    ...[{ pointingDevice: "mouse" }, { pointingDevice: "none" }],
  ] as const)("is one that QEMU makes with %o", async changed => {
    for (const name of ["disk.img", "seed.img"]) writeFileSync(join(dir, name), Buffer.alloc(2 ** 20));
    const qemu = spawn(aarch64.binary, argumentsFor(changed), { stdio: ["ignore", "ignore", "pipe"] });
    let complaint = "";
    qemu.stderr.setEncoding("utf8").on("data", text => {
      complaint += text;
    });
    const end = once(qemu, "close");
    try {
      await Promise.race([greeting(() => complaint), end]);
      expect(complaint).toBe("");
      expect(qemu.exitCode).toBe(null);
    } finally {
      qemu.kill("SIGKILL");
      await end;
    }
  });

  it("has cards without ROMs, which are for other processors and need not be installed", () => {
    expect(argumentsFor({}).join(" ")).toContain("-global pci-device.romfile= ");
  });

  it("offers of all devices those that its board can have", async () => {
    const offered = await offeredDevices(aarch64);
    expect(offered).toMatchObject({ bootMode: ["uefi"], video: ["virtio-gpu-pci", "ramfb", "none"] });
    expect(offered.diskInterface).not.toContain("sata");
    expect(offered.nicModel).toContain("virtio-net-pci");
  });
});

it("a PC is not offered the screens of other boards", async () => {
  expect((await offeredDevices(x86_64)).video).toEqual(x86_64.settings.video);
});
