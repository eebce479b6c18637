import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildGuestImage } from "../../configs/guest/guest-image.mjs";
import { efiApplication, elToritoImage } from "../support/boot-media.ts";
import { imageServer } from "../support/image-server.ts";
import { readPng } from "../support/png.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

const system = "/redfish/v1/Systems/1";
const cd = `${system}/VirtualMedia/Cd1`;
const greeting = "STARTED FROM THE CD";

let server: Awaited<ReturnType<typeof imageServer>>;
let bmc: RunningBmc;
let viewer: SerialViewer;

/** A CD image with an application where UEFI on this architecture looks for one. */
function bootableCd(): Buffer {
  const dir = mkdtempSync(join(tmpdir(), "cd-"));
  const [disk, application] = [join(dir, "disk.img"), join(dir, "application.efi")];
  writeFileSync(application, efiApplication(`${greeting}\r\n`, "aarch64"));
  execFileSync("mformat", ["-C", "-i", disk, "-T", "160", "-h", "2", "-s", "8", "::"]);
  execFileSync("mmd", ["-i", disk, "::EFI", "::EFI/BOOT"]);
  execFileSync("mcopy", ["-i", disk, application, "::EFI/BOOT/BOOTAA64.EFI"]);
  const image = elToritoImage(readFileSync(disk), "uefi");
  rmSync(dir, { recursive: true });
  return image;
}

beforeAll(async () => {
  await buildGuestImage(process.env, "aarch64");
  server = await imageServer({ "/cd.iso": bootableCd() });
  bmc = await RunningBmc.start({ VM_ARCH: "aarch64", VM_MEMORY: "512" });
  viewer = await SerialViewer.open(bmc);
  await viewer.login();
});
afterAll(async () => {
  viewer?.close();
  await bmc?.close();
  await server?.[Symbol.asyncDispose]();
});

const redfish = async (path: string) => (await bmc.curl(path)).body;

it("boots by UEFI to a login on the serial line, with the disk and the card that it was given", async () => {
  expect(await viewer.lines("uname -m; ls /sys/firmware/efi | grep -c vars")).toEqual(["aarch64", "1"]);
  const [card] = await viewer.lines("cat /sys/class/net/eth0/address");
  expect((await redfish(`${system}/EthernetInterfaces/nic0`)).MACAddress).toBe(card);
  expect(await viewer.lines("cat /sys/block/vda/ro")).toEqual(["1"]);
});

it("is told by Redfish as the machine that it is", async () => {
  expect(await redfish(`${system}/Processors/CPU0`)).toMatchObject({
    ProcessorArchitecture: "ARM",
    InstructionSet: "ARM-A64",
    TotalThreads: 1,
  });
  expect(await redfish("/redfish/v1/UpdateService/SoftwareInventory/QEMU")).toMatchObject({
    SoftwareId: "qemu-system-aarch64",
  });
  expect(await redfish("/redfish/v1/UpdateService/FirmwareInventory/UEFI")).toMatchObject({
    SoftwareId: "AAVMF",
    Updateable: false,
  });
  const { Boot } = await redfish(system);
  expect(Boot).toMatchObject({
    BootSourceOverrideMode: "UEFI",
    "BootSourceOverrideMode@Redfish.AllowableValues": ["UEFI"],
  });
  const options = (await redfish(`${system}/BootOptions?$expand=.`)) as {
    Members: { UefiDevicePath?: string }[];
  };
  expect(options.Members.map(each => each.UefiDevicePath)).toContain(
    "PciRoot(0x0)/Pci(0x1F,0x0)/Scsi(0x0,0x0)",
  );
});

it("has no setting that is a PC's alone", async () => {
  const { Attributes } = await redfish(`${system}/Bios`);
  expect(Attributes).toMatchObject({ VideoAdapter: "VirtioGpu", DiskInterface: "VirtioBlk" });
  for (const name of ["BootMode", "HardwareVirtualization", "SerialPort"]) {
    expect(Attributes).not.toHaveProperty(name);
  }
  const legacy = await bmc.patch(system, { Boot: { BootSourceOverrideMode: "Legacy" } });
  expect(legacy.status).toBe(400);
  expect(JSON.stringify(legacy.body)).toContain("does not boot by a legacy BIOS");
  expect((await redfish("/redfish/v1/UpdateService/FirmwareInventory/BIOS")).error).toBeDefined();
});

it("shows its screen, and takes what is typed on its keyboard", async () => {
  const { width, height, pixels } = readPng(await bmc.download(`${system}/Oem/QemuBmc/Screenshot`));
  expect(width * height).toBeGreaterThanOrEqual(640 * 480);
  expect(new Set(pixels).size).toBeGreaterThan(1);
  const from = viewer.seen.length;
  const type = (Text: string) =>
    bmc.curl(`${system}/Actions/Oem/QemuBmc.TypeText`, "--json", JSON.stringify({ Text }));
  expect((await type("root\n")).status).toBe(204);
  expect((await type("echo Typed by $(tty) on $(uname -m) >/dev/ttyAMA0\n")).status).toBe(204);
  await viewer.shows("Typed by /dev/tty1 on aarch64", 30, from);
});

it("reads a CD that is put in while it runs", async () => {
  const image = JSON.stringify({ Image: `${server.url}/cd.iso` });
  expect((await bmc.curl(`${cd}/Actions/VirtualMedia.InsertMedia`, "--json", image)).status).toBe(204);
  expect(
    await viewer.lines("dd if=/dev/sr0 bs=2048 skip=17 count=1 2>&1 | head -c 30 | tail -c 23; echo"),
  ).toEqual(["EL TORITO SPECIFICATION"]);
});

it("boots once from the CD when ipmitool says so, and then from its disk again", async () => {
  await bmc.ipmitool("chassis", "bootdev", "cdrom");
  const from = bmc.serialLog.length;
  await bmc.ipmitool("power", "reset");
  const started = await bmc.guestPrints(greeting, from);
  expect((await redfish(system)).Boot).toMatchObject({ BootSourceOverrideEnabled: "Disabled" });
  await bmc.ipmitool("power", "cycle");
  await bmc.guestPrints("login:", started);
});

it("shuts down when ipmitool asks for it", async () => {
  expect(await bmc.ipmitool("power", "status")).toContain("is on");
  await bmc.ipmitool("power", "soft");
  await expect.poll(() => bmc.ipmitool("power", "status"), { timeout: 30_000 }).toContain("is off");
});
