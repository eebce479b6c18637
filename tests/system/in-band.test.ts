import { afterAll, beforeAll, expect, it } from "vitest";
import { quickGuest } from "../support/quick-guest.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

let bmc: RunningBmc;
let viewer: SerialViewer;

beforeAll(async () => {
  bmc = await RunningBmc.start({ QEMU_EXTRA_ARGS: quickGuest() });
  viewer = await SerialViewer.open(bmc);
  await viewer.login();
});
afterAll(async () => {
  viewer?.close();
  await bmc?.close();
});

it("Linux finds the BMC by ACPI and SMBIOS, and asks who it is", async () => {
  expect(await viewer.run("ls /dev/ipmi0")).toMatch(/^\/dev\/ipmi0\r$/m);
  const found = await viewer.run("dmesg | grep -i ipmi");
  expect(found).toContain("IPMI kcs interface initialized");
  expect(found).not.toContain("0xd2");
});

/** IPMI has a GUID's bytes from the last to the first; Linux reads the first three fields little endian all the same. */
function asLinuxReadsIt(uuid: string): string {
  const wire = Buffer.from(uuid.replaceAll("-", ""), "hex").reverse();
  const fields = [
    wire.subarray(0, 4).reverse(),
    wire.subarray(4, 6).reverse(),
    wire.subarray(6, 8).reverse(),
  ];
  return [...fields, wire.subarray(8, 10), wire.subarray(10)].map(field => field.toString("hex")).join("-");
}

it("shows the guest the same identity as everybody else", async () => {
  const { body } = await bmc.curl("/redfish/v1/Managers/1");
  const bmcFolder = "/sys/devices/platform/ipmi_bmc*";
  const shown = await viewer.run(`cat ${bmcFolder}/guid ${bmcFolder}/ipmi_version`);
  expect(shown).toContain(asLinuxReadsIt(String(body.UUID).toLowerCase()));
  expect(shown).toMatch(/^2\.0\r$/m);
});

it("is there again after a restart of the BMC", async () => {
  await bmc.signal("SIGKILL");
  await bmc.launch();
  viewer = await SerialViewer.open(bmc);
  await expect
    .poll(
      async () =>
        (await viewer.run("cat /sys/devices/platform/ipmi_bmc*/firmware_revision")).match(/^\d+\.\d+\r$/m),
      {
        timeout: 20_000,
      },
    )
    .not.toBeNull();
});
