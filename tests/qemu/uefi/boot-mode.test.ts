import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BootPlan } from "../../../server/machine/hypervisor.ts";
import { usualSettings } from "../../../server/machine/setting-values.ts";
import { x86_64 } from "../../../server/qemu/architecture/x86-64.ts";
import { createDisk } from "../../../server/qemu/disk-image.ts";
import { Lending } from "../../../server/qemu/lending.ts";
import { ManagedQemu } from "../../../server/qemu/managed-qemu.ts";
import { runtimeFiles } from "../../../server/qemu/runtime-files.ts";
import { firmwareCode } from "../../../server/qemu/uefi/firmware-code.ts";
import { MachineVariables } from "../../../server/qemu/uefi/machine-variables.ts";
import { firmwareChoice, machineVariables } from "../../support/uefi-firmware.ts";

const legacy: BootPlan = { target: "none", mode: "legacy" };
const uefi: BootPlan = { target: "none", mode: "uefi" };

let dir: string;
const made: ManagedQemu[] = [];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "qemu-"));
  await createDisk(join(dir, "disk.qcow2"), "64M");
});
afterEach(async () => {
  for (const qemu of made.splice(0).reverse()) await qemu.stop();
  rmSync(dir, { recursive: true });
});

/** Has found by then what was there. */
async function managedQemu(variables = machineVariables(dir)): Promise<ManagedQemu> {
  const tcg = { name: "tcg", cpu: "max", reason: "This is a test." } as const;
  const identity = {
    name: "test",
    uuid: "4c4c4544-0000-1000-8000-b5c04f4b4d31",
    serialNumber: "1",
    assetTag: "",
  };
  const qemu = new ManagedQemu(
    {
      binary: "qemu-system-x86_64",
      files: runtimeFiles(dir),
      bootDevices: () => [],
      firmwareLog: { begin() {} },
      menuTimeout: 0,
      variables,
      spec: async () => ({
        architecture: x86_64,
        ...{ ...identity, manufacturer: "QEMU", model: "Test", firmwareVersion: "1" },
        settings: { ...usualSettings, cpus: 1, memory: 256 },
        disks: [{ file: join(dir, "disk.qcow2"), format: "qcow2", serial: "S7-disk0", readOnly: false }],
        ...{ nics: [], extraArguments: [] },
      }),
      chooseAccelerator: async () => tcg,
      onAcceleratorFailed: () => {},
      knownAccelerator: tcg,
      serial: { connect: () => {}, disconnect: () => {} },
      vncPassword: "secret",
      lending: new Lending(undefined, []),
      onError: error => {
        throw error;
      },
      now: Date.now,
    },
    { cpus: 1, memory: 256, nics: [] },
  );
  made.push(qemu);
  await qemu.find();
  return qemu;
}

const commandLine = (): readonly string[] => {
  const pid = readFileSync(runtimeFiles(dir).pid, "utf8").trim();
  return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
};

describe("a QEMU of ours", () => {
  it("gets UEFI's flashes at a start that asks for them, the code read-only and both guarded", async () => {
    const qemu = await managedQemu();
    await qemu.start(uefi);
    expect(qemu.status).toBe("running");
    const args = commandLine();
    expect(args).toContain("q35,smm=on");
    expect(args).toContain("driver=cfi.pflash01,property=secure,value=on");
    expect(args).toContainEqual(expect.stringMatching(/^if=pflash,unit=0,.*,readonly=on$/));
    expect(args).toContain(`if=pflash,unit=1,format=raw,file=${join(dir, "variables.fd")}`);
  });

  it("needs a cold start for a boot in the other mode, also where it was found running", async () => {
    const qemu = await managedQemu();
    await qemu.start(legacy);
    expect(await qemu.prepareBoot(legacy)).toBe("warm");
    expect(await qemu.prepareBoot(uefi)).toBe("cold");
    await qemu.start(uefi);
    expect(await qemu.prepareBoot(uefi)).toBe("warm");
    qemu.abandon();
    const successor = await managedQemu();
    expect(await successor.prepareBoot(uefi)).toBe("warm");
    expect(await successor.prepareBoot(legacy)).toBe("cold");
  });

  it("refuses UEFI where no firmware for it is installed", async () => {
    const none = { ...firmwareChoice(dir), descriptorFolders: [] };
    const qemu = await managedQemu(new MachineVariables(join(dir, "variables.fd"), () => firmwareCode(none)));
    const refused = { name: "MachineError", code: "notSupported" };
    await expect(qemu.prepareBoot(uefi)).rejects.toMatchObject(refused);
    await expect(qemu.start(uefi)).rejects.toMatchObject(refused);
    await qemu.start(legacy);
    expect(qemu.status).toBe("running");
  });
});
