import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ChosenAccelerator, chooseAccelerator, type Verdicts } from "../../server/qemu/accelerator.ts";
import { x86_64 } from "../../server/qemu/architecture/x86-64.ts";

const { kvmProbe: probe } = x86_64;

let dir: string;
let device: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "kvm-"));
  device = join(dir, "kvm");
  writeFileSync(device, "");
});
afterAll(() => rmSync(dir, { recursive: true }));

/** KVM that aborts, crawls or works cannot be had at will: a script stands for QEMU. */
function qemu(name: string, script: string): string {
  const file = join(dir, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

function memory(known?: ChosenAccelerator): Verdicts & { kept: [ChosenAccelerator, boolean][] } {
  const kept: [ChosenAccelerator, boolean][] = [];
  return { kept, get: () => known, keep: (verdict, lasting) => kept.push([verdict, lasting]) };
}

const aborts = 'echo "error: failed to set MSR 0x10a" >&2; kill -ABRT $$';

describe("the choice of the accelerator", () => {
  it("is TCG when KVM is switched off", async () => {
    const options = { binary: "/nonexistent", kvmDevice: device, probe, bound: 100 };
    const choice = await chooseAccelerator(false, options, memory());
    expect(choice).toMatchObject({ name: "tcg", reason: expect.stringContaining("ENABLE_KVM=false") });
  });

  it("is TCG when there is no KVM device, and names it", async () => {
    const kvmDevice = join(dir, "absent");
    const choice = await chooseAccelerator(
      true,
      { binary: "/nonexistent", kvmDevice, probe, bound: 100 },
      memory(),
    );
    expect(choice).toMatchObject({ name: "tcg", reason: expect.stringContaining(kvmDevice) });
  });

  it("is KVM when a machine gets through its POST, for good", async () => {
    const binary = qemu("works", 'echo "SeaBIOS"; echo "Booting from Hard Disk..."; sleep 5');
    const verdicts = memory();
    const choice = await chooseAccelerator(true, { binary, kvmDevice: device, probe, bound: 3000 }, verdicts);
    expect(choice).toMatchObject({ name: "kvm", cpu: "host" });
    expect(verdicts.kept).toMatchObject([[{ name: "kvm" }, true]]);
  });

  it("tries without arch-capabilities when QEMU aborts with the host's CPU", async () => {
    const binary = qemu(
      "picky",
      `case "$*" in *arch-capabilities=off*) echo "No bootable device."; sleep 5;; *) ${aborts};; esac`,
    );
    const choice = await chooseAccelerator(true, { binary, kvmDevice: device, probe, bound: 3000 }, memory());
    expect(choice).toMatchObject({ name: "kvm", cpu: "host,arch-capabilities=off" });
  });

  it("is TCG when QEMU aborts, with QEMU's words, for good", async () => {
    const verdicts = memory();
    const options = { binary: qemu("aborts", aborts), kvmDevice: device, probe, bound: 3000 };
    const choice = await chooseAccelerator(true, options, verdicts);
    expect(choice).toMatchObject({ name: "tcg", reason: expect.stringContaining("failed to set MSR 0x10a") });
    expect(verdicts.kept).toMatchObject([[{ name: "tcg" }, true]]);
  });

  it("is TCG when the guest crawls, but not for good", async () => {
    const verdicts = memory();
    const options = {
      binary: qemu("crawls", "echo SeaBIOS; exec sleep 20"),
      kvmDevice: device,
      probe,
      bound: 150,
    };
    const choice = await chooseAccelerator(true, options, verdicts);
    expect(choice).toMatchObject({ name: "tcg", reason: expect.stringContaining("POST") });
    expect(verdicts.kept).toMatchObject([[{ name: "tcg" }, false]]);
  });

  it("asks no QEMU again when the verdict is known", async () => {
    const known = { name: "kvm", cpu: "host", reason: "known" } as const;
    const options = { binary: "/nonexistent", kvmDevice: device, probe, bound: 100 };
    await expect(chooseAccelerator(true, options, memory(known))).resolves.toBe(known);
  });
});
