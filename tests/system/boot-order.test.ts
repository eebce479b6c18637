import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import { RunningBmc } from "../support/running-bmc.ts";

const system = "/redfish/v1/Systems/1";
const disk = "Boot0001";
const cd = "Boot0101";

let dir: string;
let bmc: RunningBmc;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "media-"));
  writeFileSync(join(dir, "cd.iso"), elToritoImage(bootSector("BOOTED FROM CD\r\n")));
  bmc = await RunningBmc.start({ VM_CDROM: join(dir, "cd.iso") });
  await bmc.guestPrints("login:");
});
afterAll(async () => {
  await bmc?.close();
  rmSync(dir, { recursive: true });
});

const patchBoot = async (Boot: object) => {
  expect((await bmc.patch(system, { Boot })).status).toBe(200);
};
/** Restarts the machine, and waits for what only that source prints. */
const bootsFrom = async (source: "cd" | "disk", resetType = "ForceRestart") => {
  const from = bmc.serialLog.length;
  await bmc.reset(resetType);
  await bmc.guestPrints(source === "cd" ? "BOOTED FROM CD" : "SYSLINUX", from, 90);
};
const progress = async () =>
  ((await bmc.curl(system)).body.BootProgress as Record<string, unknown>).LastState;

describe("the progress of the boot", () => {
  it("ends with a running operating system, whose driver speaks to the BMC", async () => {
    await expect.poll(progress, { timeout: 30_000 }).toBe("OSRunning");
    const { BootProgress } = (await bmc.curl(system)).body;
    expect((BootProgress as { LastBootTimeSeconds: number }).LastBootTimeSeconds).toBeGreaterThan(1);
  });

  it("ends with the start of what has no such driver", async () => {
    await patchBoot({ BootSourceOverrideTarget: "Cd", BootSourceOverrideEnabled: "Once" });
    await bootsFrom("cd");
    await expect.poll(progress, { timeout: 10_000 }).toBe("OSBootStarted");
  });

  it("is none when the machine is off", async () => {
    await bmc.reset("ForceOff");
    expect(await progress()).toBe("None");
  });
});

describe("the boot order", () => {
  it("with the CD drive first boots the CD at every start, over a restart of the BMC too", async () => {
    await patchBoot({ BootOrder: [cd] });
    await bootsFrom("cd", "On");
    await bmc.signal("SIGKILL");
    await bmc.launch();
    expect((await bmc.curl(system)).body.Boot).toMatchObject({
      BootOrder: [cd, disk, "Boot0201", "Boot0301"],
    });
    await bootsFrom("cd");
    await bootsFrom("cd", "PowerCycle");
  });

  it("is followed by a running machine as soon as it is changed back", async () => {
    await patchBoot({ BootOrder: [disk, cd] });
    await bootsFrom("disk");
  });

  it("is passed over by UefiBootNext, once", async () => {
    await patchBoot({
      ...{ BootSourceOverrideTarget: "UefiBootNext", BootSourceOverrideEnabled: "Once" },
      BootNext: cd,
    });
    await bootsFrom("cd");
    await bootsFrom("disk", "PowerCycle");
  });
});

describe("boot options that are switched off", () => {
  const enable = async (reference: string, BootOptionEnabled: boolean) => {
    const answer = await bmc.patch(`${system}/BootOptions/${reference}`, { BootOptionEnabled });
    expect(answer.body).toMatchObject({ BootOptionEnabled });
  };

  it("are not tried, not even when nothing else boots", async () => {
    const both = [disk, "Boot0301"];
    for (const reference of both) await enable(reference, false);
    const last = await bmc.patch(`${system}/BootOptions/${cd}`, { BootOptionEnabled: false });
    expect(last.status).toBe(400);
    await bmc.curl(`${system}/VirtualMedia/Cd1/Actions/VirtualMedia.EjectMedia`, "--json", "{}");
    await bmc.reset("ForceRestart");
    const log = () => readFileSync(join(bmc.stateDir, "run/firmware.log"), "latin1");
    await expect.poll(log, { timeout: 20_000 }).toContain("No bootable device");
    expect(log()).not.toContain("Booting from Hard Disk");
    await expect.poll(progress, { timeout: 10_000 }).toBe("SystemHardwareInitializationComplete");
    for (const reference of both) await enable(reference, true);
    await bootsFrom("disk");
  });
});
