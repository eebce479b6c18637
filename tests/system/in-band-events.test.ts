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

/** A counter of the guest's driver. */
async function counter(name: string): Promise<number> {
  const shown = await viewer.run(`cat /sys/class/ipmi/ipmi0/device/${name}`);
  return Number(/^(\d+)\r$/m.exec(shown)?.[1]);
}

it("the guest's Linux is told of events, is called by interrupts, and is not called for nothing", async () => {
  expect(await counter("interrupts_enabled")).toBe(1);
  const [events, attentions] = [await counter("events"), await counter("attentions")];
  for (const number of [1, 2, 3]) await bmc.ipmitool("event", `${number}`);
  await expect.poll(() => counter("events"), { timeout: 20_000 }).toBe(events + 3);
  expect(await counter("attentions")).toBeLessThanOrEqual(attentions + 3);
  expect(await counter("hosed_count")).toBe(0);
  // A call that is never withdrawn would keep the driver asking: it would never be idle again.
  const idle = await counter("interrupts");
  expect(await viewer.run("cat /sys/devices/platform/ipmi_bmc*/ipmi_version")).toContain("2.0");
  expect(await counter("interrupts")).toBe(idle);
});

it("a restart of the BMC changes nothing of that", async () => {
  await bmc.signal("SIGKILL");
  await bmc.launch();
  viewer = await SerialViewer.open(bmc);
  await expect.poll(() => bmc.ipmitool("mc", "info")).toContain("IPMI Version");
  const events = await counter("events");
  await expect
    .poll(
      async () => {
        await bmc.ipmitool("event", "1");
        return counter("events");
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(events);
  expect(await bmc.ipmitool("sel", "list")).toContain("Temperature #0x30 | Upper Critical going high");
});

it("a reboot of the guest is in the log, and its driver is told of events again", async () => {
  const from = viewer.seen.length;
  viewer.type("reboot -f\r");
  await viewer.shows("login:", 60, from);
  viewer.type("root\r");
  await viewer.shows("# ", 30, viewer.seen.lastIndexOf("login:"));
  expect(await bmc.ipmitool("sel", "list")).toContain("OS initiated hard reset");
  await bmc.ipmitool("event", "3");
  await expect.poll(() => counter("events"), { timeout: 20_000 }).toBeGreaterThan(0);
});
