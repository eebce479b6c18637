import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

let dir: string;
let bmc: RunningBmc;

/** CD and network each bring a boot program that says on the serial line where it came from. */
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "media-"));
  writeFileSync(join(dir, "cd.iso"), elToritoImage(bootSector("BOOTED FROM CD\r\n")));
  writeFileSync(join(dir, "pxe.bin"), bootSector("BOOTED FROM NETWORK\r\n"));
  bmc = await RunningBmc.start({
    VM_CDROM: join(dir, "cd.iso"),
    QEMU_EXTRA_ARGS: `-set netdev.nic0.tftp=${dir} -set netdev.nic0.bootfile=pxe.bin`,
  });
  await bmc.guestPrints("login:");
});
afterAll(async () => {
  await bmc.close();
  rmSync(dir, { recursive: true });
});

/** Each source's first words. */
const shows = {
  Pxe: "BOOTED FROM NETWORK",
  Cd: "BOOTED FROM CD",
  Hdd: "SYSLINUX",
} as const;
type Target = keyof typeof shows;

const boot = async () => (await bmc.curl("/redfish/v1/Systems/1")).body.Boot as Record<string, unknown>;
const override = async (enabled: string, target: string) => {
  const { status } = await bmc.patch("/redfish/v1/Systems/1", {
    Boot: { BootSourceOverrideEnabled: enabled, BootSourceOverrideTarget: target },
  });
  expect(status).toBeLessThan(300);
};
/** Does something that boots the machine, and waits for what only that source prints. */
const bootsFrom = async (target: Target, act: () => Promise<unknown>) => {
  const from = bmc.serialLog.length;
  await act();
  await bmc.guestPrints(shows[target], from, 90);
};

describe("once", () => {
  for (const target of ["Pxe", "Cd", "Hdd"] as const) {
    it(`${target} is taken by one reset, and the next one boots the disk again`, async () => {
      await override("Once", target);
      await bootsFrom(target, () => bmc.reset("ForceRestart"));
      expect(await boot()).toMatchObject({ BootSourceOverrideEnabled: "Disabled" });
      // The firmware may read the boot list again for 2 s after a reset.
      await sleep(2100);
      await bootsFrom("Hdd", () => bmc.reset("ForceRestart"));
    });
  }

  it("is taken by a cold start", async () => {
    await override("Once", "Cd");
    await bootsFrom("Cd", () => bmc.reset("PowerCycle"));
    expect(await boot()).toMatchObject({ BootSourceOverrideEnabled: "Disabled" });
    await sleep(2100);
    await bootsFrom("Hdd", () => bmc.reset("ForceRestart"));
  });

  it("is taken by a reboot that the guest makes by itself", async () => {
    await bmc.guestPrints("login:", bmc.serialLog.lastIndexOf(shows.Hdd));
    const viewer = await SerialViewer.open(bmc);
    viewer.type("root\r");
    const from = viewer.seen.length;
    await viewer.shows("# ", 30, from);
    await override("Once", "Pxe");
    await bootsFrom("Pxe", async () => viewer.type("reboot -f\r"));
    viewer.close();
    expect(await boot()).toMatchObject({ BootSourceOverrideEnabled: "Disabled" });
    await sleep(2100);
    await bootsFrom("Hdd", () => bmc.reset("ForceRestart"));
  });

  it("into the firmware's setup is taken by a reset too", async () => {
    await override("Once", "BiosSetup");
    expect((await bmc.reset("ForceRestart")).status).toBe(204);
    const firmware = () => readFileSync(join(bmc.stateDir, "run/firmware.log"), "latin1");
    await expect.poll(firmware, { timeout: 20_000 }).toContain("Select boot device");
    expect(await boot()).toMatchObject({ BootSourceOverrideEnabled: "Disabled" });
    await bootsFrom("Hdd", () => bmc.reset("ForceRestart"));
  });
});

describe("continuous", () => {
  it("is taken by every boot until it is disabled", async () => {
    await override("Continuous", "Cd");
    await bootsFrom("Cd", () => bmc.reset("ForceRestart"));
    await bootsFrom("Cd", () => bmc.reset("PowerCycle"));
    expect(await boot()).toMatchObject({
      BootSourceOverrideEnabled: "Continuous",
      BootSourceOverrideTarget: "Cd",
    });
    await bmc.ipmitool("chassis", "bootdev", "none");
    expect(await boot()).toMatchObject({ BootSourceOverrideEnabled: "Disabled" });
    await sleep(2100);
    await bootsFrom("Hdd", () => bmc.reset("ForceRestart"));
  });
});
