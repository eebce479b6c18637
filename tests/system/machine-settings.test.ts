import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

const bios = "/redfish/v1/Systems/1/Bios";

let bmc: RunningBmc;
beforeAll(async () => {
  // A screen whose memory is set makes QEMU refuse to start without one.
  bmc = await RunningBmc.start({ QEMU_EXTRA_ARGS: "-set device.video0.vgamem_mb=16" });
  await bmc.guestPrints("login:");
});
afterAll(() => bmc?.close());

const set = async (Attributes: object) => {
  const { status, body } = await bmc.patch(`${bios}/Settings`, { Attributes });
  expect([status, body.error]).toEqual([200, undefined]);
};

/** What Linux finds where nobody has logged in yet: its processors, its memory in MiB and the driver of its first network card. */
async function whatLinuxFinds() {
  const viewer = await SerialViewer.open(bmc);
  try {
    const from = bmc.serialLog.length;
    viewer.type("root\r");
    await bmc.guestPrints("# ", from);
    const processors = await viewer.run("grep -c ^processor /proc/cpuinfo");
    const memory = await viewer.run("grep MemTotal /proc/meminfo");
    const driver = await viewer.run(
      "basename $(readlink -f /sys/class/net/e[nt]*/device/driver | head -n 1)",
    );
    const svm = await viewer.run("grep -c -m 1 -w svm /proc/cpuinfo");
    return { processors, memory: Number(/(\d+) kB/.exec(memory)?.[1]) / 1024, driver, svm };
  } finally {
    viewer.close();
  }
}

/** Boots the machine, and waits until its Linux is there. */
async function boots(act: () => Promise<unknown>): Promise<void> {
  const from = bmc.serialLog.length;
  await act();
  await bmc.guestPrints("login:", from, 90);
}

it("settings are taken by a power cycle, and Linux finds them", async () => {
  await set({
    ProcessorCount: 2,
    MemorySizeMiB: 400,
    NicModel: "E1000e",
    HardwareVirtualization: "Disabled",
  });
  const before = await bmc.curl(bios);
  expect(before.body.Attributes).toMatchObject({ ProcessorCount: 1, MemorySizeMiB: 256 });
  expect((await whatLinuxFinds()).processors).toMatch(/^1\r$/m);

  await boots(() => bmc.reset("PowerCycle"));
  const { processors, memory, driver, svm } = await whatLinuxFinds();
  expect(processors).toMatch(/^2\r$/m);
  expect(memory).toBeGreaterThan(300);
  expect(memory).toBeLessThan(400);
  expect(driver).toMatch(/^e1000e\r$/m);
  expect(svm).toMatch(/^0\r$/m);
  const { body } = await bmc.curl("/redfish/v1/Systems/1");
  expect(body.ProcessorSummary).toMatchObject({ CoreCount: 2 });
});

it("settings outlast a restart of the BMC, and a reboot of the guest takes what waits", async () => {
  await set({ DiskInterface: "Sata", NicModel: "VirtioNet" });
  await bmc.signal("SIGKILL");
  await bmc.launch();
  expect((await bmc.curl(bios)).body.Attributes).toMatchObject({ NicModel: "E1000e", ProcessorCount: 2 });
  expect((await bmc.curl("/redfish/v1/Systems/1")).body.ProcessorSummary).toMatchObject({ CoreCount: 2 });

  await boots(async () => {
    const viewer = await SerialViewer.open(bmc);
    viewer.type("reboot\r");
    viewer.close();
  });
  expect((await whatLinuxFinds()).driver).toMatch(/^virtio_net\r$/m);
  expect((await bmc.curl(bios)).body.Attributes).toMatchObject({ DiskInterface: "Sata" });
});

it("a serial port that is switched off is not there", async () => {
  await set({ SerialPort: "Disabled" });
  const from = bmc.serialLog.length;
  await bmc.reset("PowerCycle");
  const firmwareLog = (): string => readFileSync(`${bmc.stateDir}/run/firmware.log`, "latin1");
  await expect.poll(firmwareLog, { timeout: 30_000 }).toContain("Booting from Hard Disk");
  // The guest hears the power button once its Linux is up; until then the button is pressed again.
  await expect
    .poll(
      async () => {
        await bmc.reset("GracefulShutdown");
        return bmc.redfishPowerState();
      },
      { timeout: 90_000, interval: 1000 },
    )
    .toBe("Off");
  expect(bmc.serialLog.slice(from)).toBe("");
});

it("settings with which QEMU does not start are told in its words, and can be set back", async () => {
  await set({ SerialPort: "Enabled", VideoAdapter: "None" });
  await bmc.reset("On");
  await bmc.logs("Power on failed");
  expect(await bmc.redfishPowerState()).toBe("Off");
  const { body } = await bmc.curl(bios);
  expect(body.Attributes).toMatchObject({ SerialPort: "Disabled", VideoAdapter: "Vga" });
  expect(JSON.stringify(body["@Redfish.Settings"])).toContain("video0");
  await set({ VideoAdapter: "Vga", ProcessorModel: "Haswell" });
  await boots(() => bmc.reset("On"));
  expect((await bmc.curl(bios)).body["@Redfish.Settings"]).toMatchObject({
    Messages: [],
  });
});

it("ResetBios brings the defaults back at the next cold start", async () => {
  const { status } = await bmc.curl(`${bios}/Actions/Bios.ResetBios`, "-X", "POST");
  expect(status).toBe(204);
  await boots(() => bmc.reset("ForceRestart"));
  expect((await bmc.curl(bios)).body.Attributes).toMatchObject({
    ProcessorCount: 1,
    MemorySizeMiB: 256,
    NicModel: "VirtioNet",
    DiskInterface: "VirtioBlk",
  });
  expect((await whatLinuxFinds()).processors).toMatch(/^1\r$/m);
});
