import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { programImage, unpackCommand } from "../support/guest-tools.ts";
import { quickGuest } from "../support/quick-guest.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

const program = "/usr/bin/ipmitool";

let bmc: RunningBmc;
let viewer: SerialViewer;
let dir: string;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "tools-"));
  const image = join(dir, "tools.iso");
  programImage(program, image);
  bmc = await RunningBmc.start({ VM_CDROM: image, QEMU_EXTRA_ARGS: quickGuest() });
  viewer = await SerialViewer.open(bmc);
  await viewer.login();
  await viewer.run(unpackCommand(program), 60);
});
afterAll(async () => {
  viewer?.close();
  await bmc?.close();
  rmSync(dir, { recursive: true, force: true });
});

const inside = (line: string) => viewer.run(`time ipmitool ${line}`);

it.each<[string, RegExp]>([
  ["mc info", /IPMI Version +: 2\.0/],
  ["chassis status", /System Power +: on/],
  ["chassis restart_cause", /System restart cause: power-up/],
  ["chassis bootparam get 5", /Boot Flag Invalid/],
  ["mc watchdog get", /Watchdog Timer Is: +Stopped/],
  ["mc selftest", /Selftest: passed/],
  ["sel list", /S0\/G0: working/],
  ["sdr list", /\| ok/],
  ["fru print", /Product Name +: Virtual Server/],
  ["user list 1", /admin .*ADMINISTRATOR/],
  ["lan print 1", /MAC Address +: [0-9a-f:]{17}/],
  ["channel info 1", /Channel Medium Type +: 802\.3 LAN/],
])("the guest's own ipmitool %s works, well within a second", async (line, expected) => {
  const shown = await inside(line);
  expect(shown).toMatch(expected);
  expect(shown).toMatch(/^real\s+0m 0\.\d\ds/m);
  expect(shown).not.toContain("non-zero status");
});

it("SMBIOS tells the guest of a KCS interface at CA2h with interrupt 5, of IPMI 2.0", async () => {
  const bytes = await viewer.run("od -An -tx1 -v /sys/firmware/dmi/entries/38-0/raw | tr -d ' \\r\\n'; echo");
  // Type, length, handle; KCS, IPMI 2.0, the BMC's address, no storage; I/O CA2h; alignment, interrupt.
  expect(bytes).toMatch(/^2612....012020..a30c000000000000..05/m);
});

it("what is set outside shows inside, and the other way round", async () => {
  await bmc.ipmitool("chassis", "bootdev", "cdrom", "options=efiboot");
  expect(await inside("chassis bootparam get 5")).toMatch(/Force Boot from CD\/DVD/);
  await inside("chassis bootdev pxe options=persistent");
  const { body } = await bmc.curl("/redfish/v1/Systems/1");
  expect(body.Boot).toMatchObject({
    BootSourceOverrideEnabled: "Continuous",
    BootSourceOverrideTarget: "Pxe",
  });
  await inside("chassis bootdev none");
  await inside("chassis policy always-on");
  expect(await bmc.ipmitool("chassis", "status")).toMatch(/Power Restore Policy : always-on/);
  await bmc.ipmitool("mc", "watchdog", "off");
  expect(await inside("mc watchdog get")).toMatch(/Initial Countdown: +300\.0 sec/);
});

it("the guest resets and switches off its own machine", async () => {
  const before = viewer.seen.length;
  viewer.type("ipmitool chassis power reset\r");
  await bmc.logs("Reset (command, kcs)");
  await viewer.shows("login:", 60, before);
  expect(await bmc.ipmitool("chassis", "restart_cause")).toContain("chassis power control command");
  const again = viewer.seen.length;
  viewer.type("root\r");
  await viewer.shows("# ", 30, again);
  await viewer.run(unpackCommand(program), 60);
  viewer.type("ipmitool chassis power off\r");
  await bmc.logs("poweringOff → off (command, kcs)");
  expect(await bmc.redfishPowerState()).toBe("Off");
});
