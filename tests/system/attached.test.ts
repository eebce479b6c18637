import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { guestImagePath } from "../../configs/guest/guest-image.mjs";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import { imageServer } from "../support/image-server.ts";
import { readPng } from "../support/png.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

let dir: string;
let qemu: ChildProcess;
let bmc: RunningBmc;
let viewer: SerialViewer;

const startQemu = (): ChildProcess =>
  spawn(
    "qemu-system-x86_64",
    [
      ...["-nodefaults", "-display", "none", "-machine", "q35", "-accel", "tcg", "-m", "256", "-smp", "1"],
      ...["-device", "VGA", "-vnc", `unix:${join(dir, "vnc.sock")}`, "-no-shutdown"],
      ...["-qmp", `unix:${join(dir, "qmp.sock")},server=on,wait=off`],
      ...["-chardev", `socket,id=com1,path=${join(dir, "serial.sock")},server=on,wait=off`],
      ...["-device", "isa-serial,chardev=com1"],
      ...["-drive", "if=ide,media=cdrom"],
      ...["-drive", `file=${guestImagePath(process.env)},format=raw,if=virtio,readonly=on`],
    ],
    { stdio: "ignore" },
  );

/** A QEMU that somebody else runs; the BMC is there first. */
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "attached-"));
  bmc = await RunningBmc.start({
    QMP_SOCK: join(dir, "qmp.sock"),
    SERIAL_SOCK: join(dir, "serial.sock"),
    VNC_SOCK: join(dir, "vnc.sock"),
  });
  viewer = await SerialViewer.open(bmc);
});
afterAll(async () => {
  viewer?.close();
  await bmc?.close();
  qemu?.kill("SIGKILL");
  rmSync(dir, { recursive: true });
});

const powerIs = (state: string) =>
  expect.poll(() => bmc.redfishPowerState(), { timeout: 30_000, interval: 100 }).toBe(state);

it("is off, and cannot be switched on, as long as there is no QEMU", async () => {
  expect(await bmc.redfishPowerState()).toBe("Off");
  const { status, body } = await bmc.reset("On");
  expect(status).toBe(503);
  expect(JSON.stringify(body)).toContain("qmp.sock");
});

it("is found when its QEMU appears, with its serial line", async () => {
  qemu = startQemu();
  await powerIs("On");
  await viewer.login();
  const { body } = await bmc.curl("/redfish/v1/Systems/1");
  expect(body).toMatchObject({ MemorySummary: { TotalSystemMemoryGiB: 0.25 } });
});

it("shows its screen", async () => {
  const picture = readPng(await bmc.download("/redfish/v1/Systems/1/Oem/QemuBmc/Screenshot"));
  expect(picture).toMatchObject({ width: 720, height: 400 });
  expect(picture.pixels.some(byte => byte > 0x80)).toBe(true);
});

it("takes a break on its serial line", async () => {
  viewer.sendBreak();
  viewer.type("h");
  await viewer.shows("sysrq: HELP");
});

it("stands still when it is switched off, and boots when it is switched on", async () => {
  expect((await bmc.reset("ForceOff")).status).toBe(204);
  expect(await bmc.ipmitool("chassis", "power", "status")).toContain("is off");
  expect(qemu.exitCode).toBeNull();
  const from = viewer.seen.length;
  expect((await bmc.reset("On")).status).toBe(204);
  await viewer.shows("login:", 60, from);
});

it("is cycled, reset and paused", async () => {
  for (const type of ["PowerCycle", "ForceRestart"]) {
    const from = viewer.seen.length;
    expect((await bmc.reset(type)).status).toBe(204);
    await viewer.shows("login:", 60, from);
  }
  expect((await bmc.reset("Pause")).status).toBe(204);
  expect(await bmc.redfishPowerState()).toBe("Paused");
  expect((await bmc.reset("Resume")).status).toBe(204);
});

it("is off when the guest shuts down, and on again after power on", async () => {
  expect((await bmc.reset("GracefulShutdown")).status).toBe(204);
  await powerIs("Off");
  const from = viewer.seen.length;
  expect((await bmc.reset("On")).status).toBe(204);
  await viewer.shows("login:", 60, from);
});

const media = "/redfish/v1/Systems/1/VirtualMedia";
/** At the prompt that is there, or comes after `from`. */
const logInAgain = async (from: number) => {
  await viewer.shows("login:", 60, from);
  viewer.type("root\r");
  await viewer.shows("~ # ", 30, from);
};
/** What the guest finds in its drive, which says at first after a change that there is nothing in it. */
const readsFromDrive = async (what: string) => {
  const from = viewer.seen.length;
  viewer.type(
    "until dd if=/dev/sr0 bs=2048 count=1 skip=17 of=/tmp/s; do sleep 1; done; hexdump -C /tmp/s\r",
  );
  await viewer.shows(what, 30, from);
};

it("takes an image in its own drive, and has no slot where it has no such port", async () => {
  await using server = await imageServer({ "/cd.iso": elToritoImage(bootSector("X")) });
  const insert = (slot: string) =>
    bmc.curl(
      `${media}/${slot}/Actions/VirtualMedia.InsertMedia`,
      "--json",
      JSON.stringify({ Image: `${server.url}/cd.iso` }),
    );
  expect((await insert("Cd1")).status).toBe(204);
  await logInAgain(viewer.seen.lastIndexOf("login:"));
  await readsFromDrive("EL TORITO");
  expect((await insert("Usb1")).status).toBe(500);
  expect((await bmc.curl(`${media}/Usb1`)).body).toMatchObject({ Inserted: false });
});

it("is found again after its QEMU was replaced, and the new one gets the image", async () => {
  qemu.kill("SIGKILL");
  await powerIs("Off");
  const from = viewer.seen.length;
  qemu = startQemu();
  await powerIs("On");
  await logInAgain(from);
  await readsFromDrive("EL TORITO");
});
