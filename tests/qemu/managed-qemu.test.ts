import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { BootPlan, HypervisorEvent, Medium } from "../../server/machine/hypervisor.ts";
import { usualSettings } from "../../server/machine/setting-values.ts";
import { x86_64 } from "../../server/qemu/architecture/x86-64.ts";
import { bootDevices } from "../../server/qemu/boot-devices.ts";
import type { MachineSpec } from "../../server/qemu/command-line.ts";
import { createDisk } from "../../server/qemu/disk-image.ts";
import { Lending } from "../../server/qemu/lending.ts";
import { ManagedQemu } from "../../server/qemu/managed-qemu.ts";
import { type RuntimeFiles, runtimeFiles } from "../../server/qemu/runtime-files.ts";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import { machineVariables } from "../support/uefi-firmware.ts";

const configured: BootPlan = { target: "none", mode: "legacy" };
const tcg = { name: "tcg", cpu: "max", reason: "This is a test." } as const;

let dir: string;
let files: RuntimeFiles;
let spec: MachineSpec;
let events: HypervisorEvent[];
const started: ManagedQemu[] = [];

function managedQemu(overrides: Partial<ConstructorParameters<typeof ManagedQemu>[0]> = {}): ManagedQemu {
  const qemu = new ManagedQemu(
    {
      binary: "qemu-system-x86_64",
      files,
      spec: async () => spec,
      bootDevices: () => bootDevices(spec.nics, "virtio-blk", 1, x86_64.cdDrive),
      chooseAccelerator: async () => tcg,
      onAcceleratorFailed: () => {},
      knownAccelerator: tcg,
      variables: machineVariables(dir),
      firmwareLog: { begin() {} },
      menuTimeout: 0,
      serial: { connect: () => {}, disconnect: () => {} },
      vncPassword: "secret",
      lending: new Lending(undefined, []),
      onError: error => {
        throw error;
      },
      now: Date.now,
      ...overrides,
    },
    { cpus: 1, memory: 64, nics: [] },
  );
  qemu.onEvent(event => events.push(event));
  started.push(qemu);
  return qemu;
}

const pid = (): number => Number(readFileSync(files.pid, "utf8"));
const firmwareLog = (): string => readFileSync(files.firmwareLog, "latin1");
/** What the firmware tried first. */
const firstBoot = (): string | undefined => /Booting from (.*)\.\.\./.exec(firmwareLog())?.[1];
const sawBoot = (what: string) =>
  vi.waitFor(() => expect(firstBoot()).toBe(what), { timeout: 20_000, interval: 50 });

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "qemu-"));
  files = runtimeFiles(dir);
  events = [];
  const file = join(dir, "disk.qcow2");
  await createDisk(file, "64M");
  spec = {
    architecture: x86_64,
    name: "a, machine",
    uuid: "9a3f8c5e-0b1d-4a57-8f43-2f6f8f1f9a01",
    manufacturer: "qemu-bmc",
    model: "Virtual Server",
    serialNumber: "QB1",
    assetTag: "",
    firmwareVersion: "1",
    settings: { ...usualSettings, cpus: 1, memory: 64 },
    disks: [{ file, format: "qcow2", serial: "S7-disk0", readOnly: false }],
    nics: [{ id: "nic0", mac: "52:54:00:00:00:01", acpiIndex: 2 }],
    extraArguments: [],
  };
});
afterEach(async () => {
  for (const qemu of started.splice(0)) await qemu.stop();
  rmSync(dir, { recursive: true });
});

describe("a managed QEMU", () => {
  it("runs after start, stands still after pause and is gone after stop", async () => {
    const qemu = managedQemu();
    await qemu.find();
    expect(qemu.status).toBe("absent");
    await qemu.start(configured);
    expect(qemu.status).toBe("running");
    expect(qemu.facts.version).toMatch(/^\d+\.\d+\.\d+$/);
    await qemu.pause();
    await vi.waitFor(() => expect(qemu.status).toBe("paused"));
    const process = pid();
    await qemu.stop();
    expect(qemu.status).toBe("absent");
    expect(existsSync(`/proc/${process}`)).toBe(false);
  });

  it("is found again by the next BMC, and told about what happened meanwhile", async () => {
    const first = managedQemu();
    await first.find();
    await first.start(configured);
    const process = pid();
    const second = managedQemu();
    // The monitor serves one client: the first BMC must be gone, as after a kill.
    started.splice(0, 1);
    await first.pause();
    first.abandon();
    await second.find();
    expect(pid()).toBe(process);
    expect(second.status).toBe("paused");
    expect(second.facts.accelerator).toEqual(tcg);
  });

  it("is told as dead, with its last words, when somebody kills it", async () => {
    const qemu = managedQemu();
    await qemu.find();
    await qemu.start(configured);
    writeFileSync(files.stderr, "assertion failed\n");
    process.kill(pid(), "SIGKILL");
    await vi.waitFor(() => expect(events.at(-1)).toEqual({ type: "died", lastWords: "assertion failed" }));
    expect(qemu.status).toBe("absent");
  });

  it("starts over stale sockets and a pidfile that names another program", async () => {
    const qemu = managedQemu();
    await qemu.find();
    for (const stale of [files.qmp, files.serialInput, files.vnc]) writeFileSync(stale, "");
    writeFileSync(files.pid, `${process.pid}\n`);
    await qemu.find();
    expect(qemu.status).toBe("absent");
    await qemu.start(configured);
    expect(qemu.status).toBe("running");
  });

  it("says in QEMU's words why it cannot start, and leaves nothing behind", async () => {
    spec = { ...spec, extraArguments: ["-device", "no-such-device"] };
    const qemu = managedQemu();
    await qemu.find();
    await expect(qemu.start(configured)).rejects.toThrow("no-such-device");
    expect(qemu.status).toBe("absent");
  });

  it("says so when there is no QEMU", async () => {
    const qemu = managedQemu({ binary: join(dir, "absent") });
    await qemu.find();
    await expect(qemu.start(configured)).rejects.toThrow("QEMU cannot be started");
  });

  it("takes TCG when QEMU ends with KVM", async () => {
    const failed: unknown[] = [];
    const qemu = managedQemu({
      chooseAccelerator: async () => ({ name: "kvm", cpu: "no-such-cpu", reason: "a wrong verdict" }),
      onAcceleratorFailed: accelerator => failed.push(accelerator),
    });
    await qemu.find();
    await qemu.start(configured);
    expect(qemu.status).toBe("running");
    expect(qemu.facts.accelerator?.name).toBe("tcg");
    expect(failed).toMatchObject([{ name: "tcg", reason: expect.stringContaining("no-such-cpu") }]);
  });

  it("makes one event of the resets that one reset of the guest makes", async () => {
    const qemu = managedQemu();
    await qemu.find();
    await qemu.start(configured);
    await qemu.reset();
    await sleep(500);
    expect(events.filter(({ type }) => type === "reset")).toEqual([]);
  });

  describe("with media", () => {
    const cd = (name: string): Medium => {
      const image = join(dir, `${name}.iso`);
      writeFileSync(image, elToritoImage(bootSector(`FROM ${name}\r\n`)));
      return { name, file: image, writeProtected: true };
    };
    const stick = (name: string, writeProtected = true): Medium => {
      const image = join(dir, `${name}.img`);
      writeFileSync(image, Buffer.concat([bootSector(`FROM ${name}\r\n`), Buffer.alloc(2 ** 20 - 512)]));
      return { name, file: image, writeProtected };
    };
    const prints = (text: string, from = 0) =>
      vi.waitFor(() => expect(readFileSync(files.serialRecord, "latin1").slice(from)).toContain(text), {
        timeout: 20_000,
        interval: 50,
      });
    const fromCd: BootPlan = { target: "cd", mode: "legacy" };

    it("starts with what was put in while it was off", async () => {
      const qemu = managedQemu();
      await qemu.find();
      await qemu.setMedium("Cd1", cd("cd"));
      await qemu.setMedium("Usb1", stick("stick"));
      await qemu.start(fromCd);
      await prints("FROM cd");
      await qemu.stop();
      await qemu.setMedium("Cd1", undefined);
      await qemu.start(fromCd);
      await prints("FROM stick");
    });

    it("boots what was put in while it runs, the disk where the drive is empty", async () => {
      const qemu = managedQemu();
      await qemu.find();
      await qemu.start(configured);
      await sawBoot("Hard Disk");
      for (const [slot, medium] of [
        ["Cd1", cd("one")],
        ["Cd1", cd("two")],
        ["Cd1", undefined],
        ["Usb1", stick("three")],
        ["Usb1", stick("four", false)],
      ] as const) {
        await qemu.setMedium(slot, medium);
        if (!medium) continue;
        await qemu.prepareBoot(fromCd);
        const from = readFileSync(files.serialRecord).length;
        await qemu.reset();
        await prints(`FROM ${medium.name}`, from);
      }
      await qemu.setMedium("Usb1", undefined);
      await qemu.setMedium("Usb1", undefined);
    });

    it("is not disturbed by an image that cannot be read, which is told in QEMU's words", async () => {
      const qemu = managedQemu();
      await qemu.find();
      await qemu.start(configured);
      await qemu.setMedium("Cd1", cd("good"));
      const bad = { name: "bad", file: join(dir, "absent.iso"), writeProtected: true };
      await expect(qemu.setMedium("Cd1", bad)).rejects.toThrow("No such file");
      await qemu.prepareBoot(fromCd);
      await qemu.reset();
      await prints("FROM good");
    });

    it("gets from the next BMC what belongs in the slots", async () => {
      const first = managedQemu();
      await first.find();
      await first.setMedium("Usb1", stick("old"));
      await first.start(configured);
      const second = managedQemu();
      started.splice(0, 1);
      first.abandon();
      await second.setMedium("Cd1", cd("new"));
      await second.setMedium("Usb1", undefined);
      await second.find();
      await second.prepareBoot(fromCd);
      await second.reset();
      await prints("FROM new");
    });
  });

  describe("boots first", () => {
    const firsts = [
      ["none", "Hard Disk"],
      ["hdd", "Hard Disk"],
      ["cd", "DVD/CD"],
      ["pxe", "ROM"],
    ] as const;
    for (const [target, what] of firsts) {
      it(`from ${what} at a cold start with ${target}`, async () => {
        const qemu = managedQemu();
        await qemu.find();
        await qemu.start({ target, mode: "legacy" });
        await sawBoot(what);
      });
    }

    it("from what a warm reset was prepared with, and from the disk again after the next one", async () => {
      const qemu = managedQemu();
      await qemu.find();
      await qemu.start(configured);
      await sawBoot("Hard Disk");
      for (const [target, what] of [
        ["cd", "DVD/CD"],
        ["pxe", "ROM"],
        ["none", "Hard Disk"],
      ] as const) {
        await qemu.prepareBoot({ target, mode: "legacy" });
        const before = firmwareLog().length;
        await qemu.reset();
        // What the boot before this one goes on to try may come in between.
        const firstAfterReset = /SeaBIOS \(version .*?Booting from ([^\n]*)\.\.\./s;
        await vi.waitFor(() => expect(firstAfterReset.exec(firmwareLog().slice(before))?.[1]).toBe(what), {
          timeout: 20_000,
          interval: 50,
        });
      }
    });

    it("into the firmware's menu, which a reset cannot do", async () => {
      const qemu = managedQemu();
      await qemu.find();
      await qemu.start(configured);
      await expect(qemu.prepareBoot({ target: "biosSetup", mode: "legacy" })).resolves.toBe("cold");
      await qemu.stop();
      await qemu.start({ target: "biosSetup", mode: "legacy" });
      await vi.waitFor(() => expect(firmwareLog()).toContain("Select boot device"), { timeout: 20_000 });
      // The menu would be offered again at each boot of this QEMU.
      await expect(qemu.prepareBoot(configured)).resolves.toBe("cold");
    });
  });

  it("shows what is on its screen, and leaves no file of it behind", async () => {
    const qemu = managedQemu();
    await qemu.find();
    await expect(qemu.picture()).rejects.toMatchObject({ code: "unreachable" });
    await qemu.start(configured);
    await vi.waitFor(async () => {
      const pictures = await Promise.all([qemu.picture(), qemu.picture()]);
      for (const { width, height, pixels } of pictures) {
        expect([width, height]).toEqual([720, 400]);
        expect(pixels.some(byte => byte > 0x80)).toBe(true);
      }
    }, 20_000);
    expect(readdirSync(files.dir).filter(name => name.endsWith(".ppm"))).toEqual([]);
  });
});
