import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import { eventually } from "../support/eventually.ts";
import { PageFile } from "../support/page-file.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

const system = "/redfish/v1/Systems/1";
const cd = `${system}/VirtualMedia/Cd1`;
const usb = `${system}/VirtualMedia/Usb1`;
const bootable = elToritoImage(bootSector("BOOTED FROM A LOCAL FILE\r\n"));
const file = Buffer.concat([bootable, randomBytes(32 * 2 ** 20)]);
const md5 = createHash("md5").update(file).digest("hex");

let bmc: RunningBmc;
let guest: SerialViewer;

beforeAll(async () => {
  bmc = await RunningBmc.start();
  guest = await SerialViewer.open(bmc);
  await guest.login();
});
afterAll(async () => {
  guest?.close();
  await bmc?.close();
});

const state = async (slot: string) => (await bmc.curl(slot)).body;
const isEmpty = (slot: string) =>
  expect.poll(async () => (await state(slot)).Inserted, { timeout: 15_000, interval: 200 }).toBe(false);
const eject = (slot: string) => bmc.curl(`${slot}/Actions/VirtualMedia.EjectMedia`, "--json", "{}");

/** Linux tells who opens the drive first after a change of its medium about that, and of nothing else. */
const opened = () => guest.run("dd if=/dev/sr0 bs=2048 count=1 of=/dev/null 2>/dev/null");

describe("a file that stays on somebody's own computer", () => {
  it("is read whole by the guest from the CD drive, and ejected when its page goes", async () => {
    const page = await PageFile.insert(bmc, "Cd1", "my disk.iso", file);
    expect(await state(cd)).toMatchObject({
      ...{ Image: null, ImageName: "my disk.iso", Inserted: true, WriteProtected: true },
      ...{ ConnectedVia: "Applet", TransferMethod: "Stream" },
    });
    await opened();
    expect(await guest.run("md5sum /dev/sr0", 120)).toContain(md5);
    page.leave();
    await isEmpty(cd);
    expect(await guest.run("dd if=/dev/sr0 bs=2048 count=1 of=/dev/null")).toMatch(/No medium found/);
  });

  it("is a disk at the USB port, and gone from the guest when it is ejected", async () => {
    const page = await PageFile.insert(bmc, "Usb1", "stick.img", file);
    const disks = async () =>
      [...(await guest.run("ls /sys/block")).matchAll(/\bsd[a-z]\b/g)].map(([name]) => name);
    await expect.poll(disks, { timeout: 30_000, interval: 500 }).toHaveLength(1);
    const [found] = await disks();
    expect(await guest.run(`md5sum /dev/${found}`, 120)).toContain(md5);
    expect((await eject(usb)).status).toBe(204);
    await eventually(
      () => page.closed === "The file was ejected.",
      5,
      () => `${page.closed}`,
    );
    await expect.poll(disks, { timeout: 30_000, interval: 500 }).toEqual([]);
  });

  it("that nobody can read any more is an I/O error in the guest, which lives on", async () => {
    const page = await PageFile.insert(bmc, "Cd1", "a.iso", file);
    await opened();
    page.answers = false;
    const from = guest.seen.length;
    const before = page.reads;
    guest.type("dd if=/dev/sr0 bs=2048 skip=8000 count=1 of=/dev/null; echo =E''NDED\r");
    await eventually(
      () => page.reads > before,
      20,
      () => guest.seen.slice(-500),
    );
    page.leave();
    await guest.shows("=ENDED", 20, from);
    expect(guest.seen.slice(from)).toMatch(/error|No medium/i);
    await isEmpty(cd);
    expect(await guest.run("echo al''ive")).toContain("alive");
  });

  it("is ejected at once by who asks for it, even while nobody answers its reads", async () => {
    const page = await PageFile.insert(bmc, "Cd1", "a.iso", file);
    await opened();
    page.answers = false;
    const before = page.reads;
    guest.type("dd if=/dev/sr0 bs=2048 skip=9000 count=1 of=/dev/null; echo =E''JECTED\r");
    await eventually(
      () => page.reads > before,
      20,
      () => guest.seen.slice(-500),
    );
    const asked = performance.now();
    expect((await eject(cd)).status).toBe(204);
    expect(performance.now() - asked).toBeLessThan(5000);
    await guest.shows("=EJECTED", 20);
    expect(page.closed).toBe("The file was ejected.");
  });

  it("stays over a power cycle and boots", async () => {
    const page = await PageFile.insert(bmc, "Cd1", "boot.iso", file);
    const from = bmc.serialLog.length;
    const answer = await bmc.curl(`${cd}/Actions/Oem/QemuBmc.BootOnce`, "--json", "{}");
    expect(answer.status).toBe(204);
    await bmc.guestPrints("BOOTED FROM A LOCAL FILE", from, 90);
    const later = bmc.serialLog.length;
    expect((await bmc.reset("PowerCycle")).status).toBe(204);
    await bmc.guestPrints("login:", later, 90);
    const before = guest.seen.length;
    guest.type("root\r");
    await guest.shows("# ", 30, before);
    expect(await state(cd)).toMatchObject({ ImageName: "boot.iso", Inserted: true });
    page.leave();
    await isEmpty(cd);
  });

  it("is in no slot after the BMC was killed and came back, and the guest lives on", async () => {
    await PageFile.insert(bmc, "Cd1", "a.iso", file);
    guest.close();
    await bmc.signal("SIGKILL");
    await bmc.launch();
    expect(await state(cd)).toMatchObject({ Inserted: false, ImageName: null });
    guest = await SerialViewer.open(bmc);
    expect(await guest.run("echo al''ive")).toContain("alive");
    expect(await guest.run("dd if=/dev/sr0 bs=2048 count=1 of=/dev/null")).toMatch(/No medium found/);
  });
});
