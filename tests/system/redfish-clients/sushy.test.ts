import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bootSector, elToritoImage } from "../../support/boot-media.ts";
import { imageServer } from "../../support/image-server.ts";
import { password, RunningBmc, userName } from "../../support/running-bmc.ts";
import { pythonProgram, runClient } from "./client.ts";

const uefiCode = "/usr/share/OVMF/OVMF_CODE_4M.fd";

let bmc: RunningBmc;
let server: Awaited<ReturnType<typeof imageServer>>;

beforeAll(async () => {
  server = await imageServer({
    "/deploy.iso": elToritoImage(bootSector("BOOTED FROM CD\r\n")),
    "/page.html": Buffer.from("<html>It has moved.</html>"),
    "/code.fd": readFileSync(uefiCode),
  });
  bmc = await RunningBmc.start({ VM_MEMORY: "1024" });
  await bmc.guestPrints("login:");
});
afterAll(async () => {
  await bmc.close();
  await server[Symbol.asyncDispose]();
});

/** Takes one of the steps of ironic.py and gives what it found. */
async function step(name: string, argument: readonly string[] = []): Promise<unknown> {
  const args = [join(import.meta.dirname, "ironic.py"), bmc.url, userName, password, name, ...argument];
  const { exitCode, output, stdout } = await runClient(
    pythonProgram("python"),
    ["-W", "ignore", ...args],
    bmc.stateDir,
  );
  if (exitCode !== 0) throw new Error(output);
  return JSON.parse(stdout);
}

describe("with sushy, Ironic", () => {
  it("inspects what the machine has", async () => {
    const { body } = await bmc.curl("/redfish/v1/Systems/1");
    const found = (await step("inspect")) as Record<string, unknown>;
    expect(found).toMatchObject({
      uuid: body.UUID,
      model: body.Model,
      manufacturer: body.Manufacturer,
      serial_number: body.SerialNumber,
      memory_gib: 1,
      threads: 1,
      architecture: "x86",
      instruction_set: "x86-64",
      macs: { [Object.keys(found.macs as object)[0] ?? ""]: "Enabled" },
      managers: ["1"],
      chassis: ["1"],
    });
    const disk = 2 ** 20;
    expect(found.drives).toEqual([expect.toSatisfy((bytes: number) => bytes > 8 * disk)]);
    expect(found.disks).toEqual(found.drives);
    expect(found.volumes).toEqual(found.drives);
    expect(found.controllers).toHaveLength(1);
    expect(found.pcie_devices).not.toHaveLength(0);
  });

  it("boots an image once over virtual media, and then the disk", async () => {
    const image = `${server.url}/deploy.iso`;
    expect(await step("insert_media", [image])).toEqual({ image, inserted: true, write_protected: true });
    const allowed = expect.arrayContaining(["Cd", "Hdd", "Pxe", "UefiHttp"]);
    expect(await step("boot_once_from", ["Cd"])).toEqual({
      ...{ target: "Cd", enabled: "Once", mode: "Legacy" },
      allowed,
    });
    const from = bmc.serialLog.length;
    await step("restart_machine");
    await bmc.guestPrints("BOOTED FROM CD", from, 60);
    expect(await step("restart_machine")).toEqual({ power: "On", boot: "Disabled" });
    await bmc.guestPrints("login:", from, 90);
    expect(await step("eject_media")).toEqual([false, false]);
  });

  it("hears why an image cannot be inserted", async () => {
    const missing = await step("insert_what_cannot_be_read", [`${server.url}/none.iso`]);
    expect(missing).toMatchObject({ status: 400, detail: expect.stringContaining("404") });
    const page = await step("insert_what_cannot_be_read", [`${server.url}/page.html`]);
    expect(page).toMatchObject({ status: 400 });
  });

  it("asks for a boot over HTTP and takes it back", async () => {
    const uri = `${server.url}/boot.efi`;
    expect(await step("boot_over_http", [uri])).toEqual({ asked: uri, left: null, mode: "Legacy" });
  });

  it("changes a BIOS attribute, which takes effect at the next start, and resets it", async () => {
    expect(await step("change_bios")).toEqual({
      ...{ described: true, before: 1, pending: 2, after: 2, success: true, reset: 1 },
    });
  });

  it("switches secure boot and resets its keys", async () => {
    expect(await step("secure_boot")).toEqual({
      allowed: ["DeleteAllKeys", "DeletePK", "ResetAllKeysToDefault"],
      ...{ enabled: true, disabled: false },
    });
  });

  it("reads temperatures, fans and power supplies", async () => {
    const found = (await step("sensors")) as Record<string, Record<string, unknown>>;
    for (const kind of ["temperatures", "fans"]) {
      const readings = Object.values(found[kind] ?? {});
      expect(readings).not.toHaveLength(0);
      expect(readings.every(Number.isFinite)).toBe(true);
    }
    expect(Object.values(found.power_supplies ?? {})).toContain("OK");
  });

  it("switches the indicator", async () => {
    expect(await step("indicator")).toEqual({ lit: "Lit", off: "Off" });
  });

  it("updates the UEFI firmware", async () => {
    expect(await step("update_firmware", [`${server.url}/code.fd`])).toMatchObject({
      state: "Completed",
      inventory: expect.arrayContaining(["BMC", "UEFI"]),
    });
  });
});
