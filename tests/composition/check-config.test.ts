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
  checkConfig(readConfig({ ...env, STATE_DIR: dir }), { PATH: dir, ...env });

describe("what is not there on this host", () => {
  it.each([
    ["VM_DISKS", "/nowhere/data.qcow2"],
    ["VM_CDROM", "/nowhere/installer.iso"],
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

  it("matters to nobody where QEMU is somebody else's", () => {
    expect(() => check({ VM_CDROM: "/nowhere", QMP_SOCK: "/qmp.sock" })).not.toThrow();
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
