import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { quickGuest } from "../support/quick-guest.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

let bmc: RunningBmc;
afterEach(() => bmc.close());

it("a guest outlives a killed BMC, and no byte of its serial line is missing or doubled", async () => {
  bmc = await RunningBmc.start({ QEMU_EXTRA_ARGS: quickGuest() });
  const before = await SerialViewer.open(bmc);
  await before.login();
  before.type("i=0; while [ $i -lt 6000 ]; do echo line $i; i=$((i+1)); done; echo counted | tr a-z A-Z\r");
  await before.shows("line 300\r\n");
  const { qemuPid } = bmc;
  await bmc.signal("SIGKILL");
  await sleep(300);
  await bmc.launch();
  expect(bmc.qemuPid).toBe(qemuPid);
  expect(await bmc.redfishPowerState()).toBe("On");
  const after = await SerialViewer.open(bmc);
  await after.shows("COUNTED");
  const lines = after.seen.slice(after.seen.indexOf("line 0\r\n")).match(/line \d+\r\n/g);
  expect(lines).toEqual(Array.from({ length: 6000 }, (_, n) => `line ${n}\r\n`));
  after.type("echo $((123 * 1000 + 456))\r");
  await after.shows("123456");
  after.close();
});

it("a guest outlives a BMC that is told to end, and a machine that is off stays off", async () => {
  bmc = await RunningBmc.start({ QEMU_EXTRA_ARGS: quickGuest() });
  await bmc.guestPrints("login:");
  const { qemuPid } = bmc;
  await bmc.signal("SIGTERM");
  process.kill(qemuPid, 0);
  await bmc.launch();
  expect(await bmc.redfishPowerState()).toBe("On");
  expect((await bmc.reset("ForceOff")).status).toBe(204);
  await bmc.signal("SIGTERM");
  await bmc.launch();
  expect(await bmc.redfishPowerState()).toBe("Off");
});

it("a guest that shut down while no BMC looked is off, by itself", async () => {
  bmc = await RunningBmc.start({ QEMU_EXTRA_ARGS: quickGuest() });
  const viewer = await SerialViewer.open(bmc);
  await viewer.login();
  viewer.type("sleep 2; poweroff\r");
  await sleep(200);
  await bmc.signal("SIGKILL");
  await bmc.guestPrints("Power down");
  await sleep(300);
  await bmc.launch();
  expect(await bmc.redfishPowerState()).toBe("Off");
});

it("a QEMU that is killed is a crash, told with its cause, and the machine can be started again", async () => {
  bmc = await RunningBmc.start({ QEMU_EXTRA_ARGS: quickGuest() });
  await bmc.guestPrints("login:");
  process.kill(bmc.qemuPid, "SIGKILL");
  await bmc.logs("crashed (hypervisorDied");
  expect(await bmc.redfishPowerState()).toBe("Off");
  const { body } = await bmc.curl("/redfish/v1/Systems/1");
  expect(body.Status).toMatchObject({ Health: "Critical" });
  expect((await bmc.reset("On")).status).toBe(204);
  expect(await bmc.redfishPowerState()).toBe("On");
});

it("a second BMC over the same state ends with one clear line, and disturbs nothing", async () => {
  bmc = await RunningBmc.start({ QEMU_EXTRA_ARGS: quickGuest() });
  const second = bmc.launch();
  await expect(second).rejects.toThrow(/in use by another qemu-bmc/);
});
