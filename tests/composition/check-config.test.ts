import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkConfig } from "../../server/check-config.ts";
import { ConfigError, readConfig } from "../../server/config/config.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "check-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

const check = (env: NodeJS.ProcessEnv): void =>
  checkConfig(readConfig({ STATE_DIR: dir, ...env }), { PATH: dir, ...env });

describe("what is not there on this host", () => {
  it.each([
    ["VM_DISK", tmpdir()],
    ["GUEST_IMAGE", "/nowhere/guest.img"],
    ["VM_DISKS", "/nowhere/data.qcow2"],
    ["VM_DISKS", tmpdir()],
    ["VM_CDROM", "/nowhere/installer.iso"],
    ["VM_CDROM", tmpdir()],
    ["VM_OVMF_CODE", "/nowhere/code.fd"],
    ["VM_OVMF_VARS", "/nowhere/vars.fd"],
    ["QEMU_USER", "no-such-user"],
    ["STATE_DIR", "/etc/passwd/state"],
    ["RUN_DIR", "/etc/passwd"],
    ["VM_CLOUD_INIT", "/nowhere"],
    ["VM_TPM", "true"],
    ["QEMU_EXTRA_ARGS", '-name "half'],
    ["VM_ARCH", "aarch64"],
  ])("%s=%s is refused in one line that names it", (name, value) => {
    expect(() => check({ [name]: value })).toThrow(ConfigError);
    expect(() => check({ [name]: value })).toThrow(new RegExp(`^${name}: [^\n]+\\.$`));
  });

  it("a folder that has nothing for cloud-init is refused, and one that has is not", () => {
    expect(() => check({ VM_CLOUD_INIT: dir })).toThrow(/^VM_CLOUD_INIT: .* none of user-data/);
    writeFileSync(join(dir, "network-config"), "");
    expect(() => check({ VM_CLOUD_INIT: dir })).not.toThrow();
  });

  it("the first disk is no further disk", () => {
    const disk = join(dir, "disk.img");
    expect(() => check({ VM_DISK: disk, VM_DISKS: `${disk}:1G` })).toThrow(/^VM_DISKS: /);
  });

  it("a BIOS is none that an aarch64 machine could boot by, and nobody has to say so", () => {
    writeFileSync(join(dir, "qemu-system-aarch64"), "", { mode: 0o755 });
    const aarch64 = { VM_ARCH: "aarch64" };
    expect(() => check(aarch64)).not.toThrow();
    expect(() => check({ ...aarch64, VM_BOOT_MODE: "uefi" })).not.toThrow();
    expect(() => check({ ...aarch64, VM_BOOT_MODE: "bios" })).toThrow(/^VM_BOOT_MODE: .* UEFI alone\.$/);
  });

  it("matters to nobody where QEMU is somebody else's, but for the BMC's own folders", () => {
    const attached = { QMP_SOCK: "/qmp.sock" };
    expect(() => check({ VM_CDROM: "/nowhere", ...attached })).not.toThrow();
    expect(() => check({ STATE_DIR: "/etc/passwd", ...attached })).toThrow(/^STATE_DIR: /);
  });

  it("the embedded Linux matters only where it is what boots", () => {
    const file = join(dir, "disk.img");
    writeFileSync(file, "");
    expect(() => check({ GUEST_IMAGE: "/nowhere", VM_DISK: file })).not.toThrow();
    expect(() => check({ GUEST_IMAGE: "/nowhere", VM_DISK_SIZE: "1G" })).not.toThrow();
  });
});

it("takes what is there, and disks that are to be made", () => {
  const file = join(dir, "a.img");
  writeFileSync(file, "");
  writeFileSync(join(dir, "swtpm"), "", { mode: 0o755 });
  mkdirSync(join(dir, "ci"));
  writeFileSync(join(dir, "ci/user-data"), "");
  const env = {
    VM_DISKS: `${file},${join(dir, "b.qcow2")}:20G`,
    VM_CDROM: file,
    VM_CLOUD_INIT: join(dir, "ci"),
    VM_TPM: "true",
    QEMU_EXTRA_ARGS: "-name 'whole'",
  };
  expect(() => check(env)).not.toThrow();
});
