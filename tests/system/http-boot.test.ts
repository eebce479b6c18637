import { afterAll, beforeAll, expect, it } from "vitest";
import { efiApplication } from "../support/boot-media.ts";
import { imageServer } from "../support/image-server.ts";
import { RunningBmc } from "../support/running-bmc.ts";

const system = "/redfish/v1/Systems/1";
const greeting = "BOOTED OVER HTTP";

let server: Awaited<ReturnType<typeof imageServer>>;
let bmc: RunningBmc;

beforeAll(async () => {
  server = await imageServer({ "/boot.efi": efiApplication(`${greeting}\r\n`) });
  bmc = await RunningBmc.start({ VM_MEMORY: "512", POWER_ON_AT_START: "false" });
});
afterAll(async () => {
  await bmc?.close();
  await server?.[Symbol.asyncDispose]();
});

it("boots what a web server has, once, by UEFI, and then the disk as ever", async () => {
  // The host, as the guest's network sees it.
  const uri = `http://10.0.2.2:${new URL(server.url).port}/boot.efi`;
  const Boot = {
    ...{ BootSourceOverrideTarget: "UefiHttp", BootSourceOverrideEnabled: "Once" },
    HttpBootUri: uri,
  };
  expect((await bmc.patch(system, { Boot })).body.Boot).toMatchObject({
    ...Boot,
    BootSourceOverrideMode: "UEFI",
  });
  await bmc.reset("On");
  const from = await bmc.guestPrints(greeting, 0, 100);
  expect(server.requests).toContain("/boot.efi 200");
  const { body } = await bmc.curl(system);
  expect(body.Boot).toMatchObject({
    ...{ BootSourceOverrideEnabled: "Disabled", BootSourceOverrideMode: "Legacy" },
    HttpBootUri: uri,
  });
  await expect
    .poll(async () => (await bmc.curl(system)).body.BootProgress, { timeout: 10_000 })
    .toMatchObject({ LastState: "OSBootStarted" });
  server.requests.length = 0;
  await bmc.reset("ForceRestart");
  await bmc.guestPrints("login:", from, 90);
  expect(server.requests).toEqual([]);
});
