import { afterAll, beforeAll, expect, it } from "vitest";
import { quickGuest } from "../support/quick-guest.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

const timeout = 3;

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

const timer = () => bmc.ipmitool("mc", "watchdog", "get");

it("the guest's ipmi_watchdog driver starts the timer and feeds it", async () => {
  expect(await timer()).toMatch(/Watchdog Timer Is: +Stopped/);
  await viewer.run(`modprobe ipmi_watchdog timeout=${timeout} action=reset`);
  await viewer.run(`watchdog -T ${timeout} -t 1 /dev/watchdog`);
  const started = await timer();
  expect(started).toMatch(/Watchdog Timer Use: +SMS\/OS/);
  expect(started).toMatch(/Watchdog Timer Is: +Started\/Running/);
  expect(started).toMatch(/Watchdog Timer Action: +Hard Reset/);
  expect(started).toMatch(/Initial Countdown: +3\.0 sec/);
  const { body } = await bmc.curl("/redfish/v1/Systems/1");
  expect(body.HostWatchdogTimer).toMatchObject({
    TimeoutAction: "ResetSystem",
    Status: { State: "Enabled" },
  });
  await viewer.run(`sleep ${timeout + 2}`);
  expect(bmc.log).not.toContain("watchdog");
});

it("a restart of the BMC does not make it end", async () => {
  const begun = bmc.log.length;
  await bmc.ipmitool("mc", "reset", "cold");
  await bmc.logs("Page and Redfish", 10, begun);
  expect(await timer()).toMatch(/Started\/Running/);
  viewer.close();
  viewer = await SerialViewer.open(bmc);
  await viewer.run(`sleep ${timeout + 2}`);
  expect(bmc.log).not.toContain("watchdog");
});

it("resets the machine when the feeder dies, and everybody is told why", async () => {
  const before = viewer.seen.length;
  await viewer.run("killall -9 watchdog");
  await bmc.logs("The watchdog (smsOs) expired: reset", timeout + 5);
  await bmc.logs("Reset (watchdog, bmc)");
  await viewer.shows("login:", 60, before);
  expect(await bmc.ipmitool("chassis", "restart_cause")).toContain("watchdog expired");
  const expired = await timer();
  expect(expired).toMatch(/Timer Expiration Flags: \(0x10\)/);
  expect(expired).toMatch(/Watchdog Timer Is: +Stopped/);
  const { body } = await bmc.curl("/redfish/v1/Systems/1");
  expect(body.LastResetCause).toBe("WatchdogExpiration");
});

it.each([
  ["an NMI", "pre_nmi", "pre-timeout"],
  ["a message over the system interface", "pre_int", "Watchdog pre-timeout"],
])("warns the guest's driver by %s before the end", async (_, preaction, words) => {
  const before = bmc.log.length;
  const shown = viewer.seen.length;
  viewer.type("\r");
  await viewer.shows("login:", 60, shown);
  viewer.type("root\r");
  await viewer.shows("# ", 30, shown);
  const options = `timeout=6 pretimeout=4 preaction=${preaction} preop=preop_panic`;
  await viewer.run(`modprobe ipmi_watchdog ${options}; watchdog -T 6 -t 1 /dev/watchdog; sleep 1`);
  viewer.type("killall -9 watchdog\r");
  await bmc.logs("The watchdog (smsOs) expires in 4 s", 10, before);
  await bmc.logs("The guest panicked", 10, before);
  await viewer.shows(`Kernel panic - not syncing: ${words}`, 10, shown);
  expect((await bmc.reset("ForceRestart")).status).toBe(204);
});
