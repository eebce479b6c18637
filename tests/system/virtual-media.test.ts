import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import { imageServer } from "../support/image-server.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

const system = "/redfish/v1/Systems/1";
const cd = `${system}/VirtualMedia/Cd1`;
const usb = `${system}/VirtualMedia/Usb1`;

let bmc: RunningBmc;
let server: Awaited<ReturnType<typeof imageServer>>;

beforeAll(async () => {
  server = await imageServer({
    "/cd.iso": elToritoImage(bootSector("BOOTED FROM CD\r\n")),
    "/stick.img": Buffer.concat([bootSector("BOOTED FROM STICK\r\n"), Buffer.alloc(2 ** 20 - 512)]),
  });
  bmc = await RunningBmc.start();
  await bmc.guestPrints("login:");
});
afterAll(async () => {
  await bmc.close();
  await server[Symbol.asyncDispose]();
});

const insert = (slot: string, name: string) =>
  bmc.curl(
    `${slot}/Actions/VirtualMedia.InsertMedia`,
    "--json",
    JSON.stringify({ Image: `${server.url}/${name}` }),
  );
const eject = (slot: string) => bmc.curl(`${slot}/Actions/VirtualMedia.EjectMedia`, "--json", "{}");
const state = async (slot: string) => (await bmc.curl(slot)).body;
const bootOnceFromCd = () =>
  bmc.patch(system, { Boot: { BootSourceOverrideEnabled: "Once", BootSourceOverrideTarget: "Cd" } });
/** Does something that boots the machine, and waits for what only that source prints. */
const boots = async (text: string, act: () => Promise<unknown>) => {
  const from = bmc.serialLog.length;
  await act();
  await bmc.guestPrints(text, from, 90);
};
/** The firmware may read the boot list again for 2 s after a reset. */
const settled = () => sleep(2100);

describe("an image that is inserted over HTTP", () => {
  it("boots once from the CD drive, and then the disk boots again", async () => {
    expect((await insert(cd, "cd.iso")).status).toBe(204);
    expect(await bmc.redfishPowerState()).toBe("On");
    await bootOnceFromCd();
    await boots("BOOTED FROM CD", () => bmc.reset("ForceRestart"));
    await settled();
    await boots("login:", () => bmc.reset("ForceRestart"));
    expect(await state(cd)).toMatchObject({ Inserted: true, ImageName: "cd.iso" });
    expect((await eject(cd)).status).toBe(204);
  });

  it("can be ejected while the guest holds the drive locked", async () => {
    expect((await insert(cd, "cd.iso")).status).toBe(204);
    const viewer = await SerialViewer.open(bmc);
    await viewer.login();
    const from = viewer.seen.length;
    viewer.type("exec 3</dev/sr0; dd if=/dev/sr0 bs=2048 count=1 skip=17 | hexdump -C | head -1\r");
    await viewer.shows("EL TORITO", 30, from);
    expect((await eject(cd)).status).toBe(204);
    expect(await state(cd)).toMatchObject({ Inserted: false, Image: null });
    const later = viewer.seen.length;
    viewer.type('exec 3<&-; dd if=/dev/sr0 bs=2048 count=1 of=/dev/null; echo =""done\r');
    await viewer.shows("=done", 30, later);
    expect(viewer.seen.slice(later)).toMatch(/No medium found/);
    viewer.close();
  });

  it("while the machine is off boots when IPMI says so, also after a restart of the BMC", async () => {
    expect((await bmc.reset("ForceOff")).status).toBe(204);
    expect((await insert(cd, "cd.iso")).status).toBe(204);
    expect(await bmc.redfishPowerState()).toBe("Off");
    await bmc.signal("SIGKILL");
    await bmc.launch();
    expect(await state(cd)).toMatchObject({ Inserted: true, Image: `${server.url}/cd.iso` });
    await bmc.ipmitool("chassis", "bootdev", "cdrom");
    await boots("BOOTED FROM CD", () => bmc.ipmitool("chassis", "power", "on"));
    await settled();
    await boots("login:", () => bmc.ipmitool("chassis", "power", "cycle"));
    expect((await eject(cd)).status).toBe(204);
  });

  it("in the USB slot boots where the CD drive is empty", async () => {
    expect((await insert(usb, "stick.img")).status).toBe(204);
    await bootOnceFromCd();
    await boots("BOOTED FROM STICK", () => bmc.reset("ForceRestart"));
    await settled();
    await boots("login:", () => bmc.reset("PowerCycle"));
    expect((await eject(usb)).status).toBe(204);
  });

  it("that is not there is an error with its cause, and changes nothing", async () => {
    const { status, body } = await insert(cd, "missing.iso");
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain("HTTP 404");
    expect(await state(cd)).toMatchObject({ Inserted: false });
  });
});
