import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

let bmc: RunningBmc;
let viewer: SerialViewer;

const secureBoot = "/redfish/v1/Systems/1/SecureBoot";
/** The variable's own byte comes after four of attributes. */
const readSecureBoot = "tail -c 1 /sys/firmware/efi/efivars/SecureBoot-* | od -An -tu1";

/** Does something that boots the guest, and logs in there. */
const boots = async (act: () => Promise<unknown>) => {
  const from = viewer.seen.length;
  await act();
  await viewer.shows("login:", 100, from);
  const prompt = viewer.seen.length;
  viewer.type("root\r");
  await viewer.shows("# ", 30, prompt);
};

beforeAll(async () => {
  bmc = await RunningBmc.start({ VM_MEMORY: "512", POWER_ON_AT_START: "false" });
  viewer = await SerialViewer.open(bmc);
  const Boot = {
    BootSourceOverrideEnabled: "Continuous",
    BootSourceOverrideTarget: "Hdd",
    BootSourceOverrideMode: "UEFI",
  };
  expect((await bmc.patch("/redfish/v1/Systems/1", { Boot })).status).toBe(200);
});
afterAll(async () => {
  viewer?.close();
  await bmc?.close();
});

describe("a machine that boots by UEFI", () => {
  it("starts the embedded guest, without secure boot", async () => {
    await boots(() => bmc.reset("On"));
    expect(await viewer.run("ls -d /sys/firmware/efi/efivars")).not.toContain("No such file");
    expect(await viewer.run(readSecureBoot)).toMatch(/^\s+0\s/m);
    expect((await bmc.curl(secureBoot)).body).toMatchObject({
      SecureBootEnable: false,
      SecureBootCurrentBoot: "Disabled",
      SecureBootMode: "UserMode",
    });
  });

  it("has secure boot after the guest's own reboot, once somebody has enabled it", async () => {
    expect((await bmc.patch(secureBoot, { SecureBootEnable: true })).body).toMatchObject({
      SecureBootEnable: true,
      SecureBootCurrentBoot: "Disabled",
    });
    await boots(async () => viewer.type("reboot\r"));
    expect(await viewer.run(readSecureBoot)).toMatch(/^\s+1\s/m);
    expect((await bmc.curl(secureBoot)).body).toMatchObject({ SecureBootCurrentBoot: "Enabled" });
  });

  it("checks nothing any more once its platform key is deleted, and takes the vendors' keys back", async () => {
    const resetKeys = (ResetKeysType: string) =>
      bmc.curl(`${secureBoot}/Actions/SecureBoot.ResetKeys`, "--json", JSON.stringify({ ResetKeysType }));
    expect((await resetKeys("DeletePK")).status).toBe(204);
    await boots(() => bmc.reset("ForceRestart"));
    expect(await viewer.run(readSecureBoot)).toMatch(/^\s+0\s/m);
    expect((await bmc.curl(secureBoot)).body).toMatchObject({
      SecureBootMode: "SetupMode",
      SecureBootCurrentBoot: "Disabled",
    });
    expect((await resetKeys("ResetAllKeysToDefault")).status).toBe(204);
    await boots(() => bmc.reset("ForceRestart"));
    expect(await viewer.run(readSecureBoot)).toMatch(/^\s+1\s/m);
  });

  it("is found in its mode by a BMC that comes back, and needs no cold start for it", async () => {
    await bmc.signal("SIGTERM");
    await bmc.launch();
    viewer.close();
    viewer = await SerialViewer.open(bmc);
    const before = bmc.qemuPid;
    expect((await bmc.curl(secureBoot)).body).toMatchObject({ SecureBootCurrentBoot: "Enabled" });
    await boots(() => bmc.reset("ForceRestart"));
    expect(bmc.qemuPid).toBe(before);
  });

  it("opens its firmware's setup, and boots by BIOS again when that is asked for", async () => {
    const override = (BootSourceOverrideTarget: string, BootSourceOverrideMode: string) =>
      bmc.patch("/redfish/v1/Systems/1", {
        Boot: { BootSourceOverrideEnabled: "Once", BootSourceOverrideTarget, BootSourceOverrideMode },
      });
    await override("BiosSetup", "UEFI");
    const from = viewer.seen.length;
    await bmc.reset("ForceRestart");
    await viewer.shows("Boot Maintenance Manager", 60, from);
    await override("Hdd", "Legacy");
    await boots(() => bmc.reset("ForceRestart"));
    expect(await viewer.run("ls -d /sys/firmware/efi")).toContain("No such file");
    expect((await bmc.curl(secureBoot)).body).toMatchObject({ SecureBootCurrentBoot: "Disabled" });
  });
});
