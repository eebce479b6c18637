import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { quickGuest } from "../support/quick-guest.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { Terminal } from "../support/terminal.ts";

let bmc: RunningBmc;
beforeAll(async () => {
  bmc = await RunningBmc.start({ QEMU_EXTRA_ARGS: quickGuest() });
  await bmc.guestPrints("login:");
});
afterAll(() => bmc.close());

const powerIs = (state: "on" | "off") =>
  expect
    .poll(() => bmc.ipmitool("chassis", "power", "status"), { timeout: 30_000, interval: 200 })
    .toContain(`Chassis Power is ${state}`);

for (const suite of ["3", "17"]) {
  describe(`ipmitool -C ${suite}`, () => {
    it("knows the BMC", async () => {
      const info = await bmc.ipmitool("-C", suite, "mc", "info");
      expect(info).toMatch(/IPMI Version\s+: 2\.0/);
      expect(info).toMatch(/Chassis Device/);
    });

    it("reads the chassis status", async () => {
      expect(await bmc.ipmitool("-C", suite, "chassis", "status")).toMatch(/System Power\s+: on/);
    });

    it("switches the machine off and on", async () => {
      const { qemuPid } = bmc;
      await bmc.ipmitool("-C", suite, "chassis", "power", "off");
      await powerIs("off");
      expect(() => process.kill(qemuPid, 0)).toThrow("ESRCH");
      await bmc.ipmitool("-C", suite, "chassis", "power", "on");
      await powerIs("on");
    });

    it("identifies the chassis", async () => {
      await bmc.ipmitool("-C", suite, "chassis", "identify", "force");
      const { body } = await bmc.curl("/redfish/v1/Systems/1");
      expect(body.LocationIndicatorActive).toBe(true);
      await bmc.ipmitool("-C", suite, "chassis", "identify", "0");
    });

    it("resets: the guest boots again in the same QEMU", async () => {
      const { qemuPid } = bmc;
      const from = bmc.serialLog.length;
      await bmc.ipmitool("-C", suite, "chassis", "power", "reset");
      await bmc.guestPrints("login:", from);
      expect(bmc.qemuPid).toBe(qemuPid);
    });

    it("cycles: the guest boots in another QEMU", async () => {
      const { qemuPid } = bmc;
      const from = bmc.serialLog.length;
      await bmc.ipmitool("-C", suite, "chassis", "power", "cycle");
      await bmc.guestPrints("login:", from);
      expect(bmc.qemuPid).not.toBe(qemuPid);
    });

    it("shuts down softly: the guest does it itself", async () => {
      await bmc.ipmitool("-C", suite, "chassis", "power", "soft");
      await powerIs("off");
      expect(bmc.log).toContain("poweringOff → off (command, admin over ipmi)");
      await expect(bmc.ipmitool("-C", suite, "chassis", "power", "reset")).rejects.toThrow(
        "not supported in present state",
      );
      await bmc.ipmitool("-C", suite, "chassis", "power", "on");
      await powerIs("on");
    });

    const devices = [
      ["pxe", "Force PXE", "Pxe"],
      ["disk", "Force Boot from default Hard-Drive", "Hdd"],
      ["cdrom", "Force Boot from CD/DVD", "Cd"],
      ["bios", "Force Boot into BIOS Setup", "BiosSetup"],
    ] as const;
    for (const [device, shown, target] of devices) {
      it(`sets the boot device to ${device}, once and for good, as Redfish sees it`, async () => {
        await bmc.ipmitool("-C", suite, "chassis", "bootdev", device);
        expect(await bmc.ipmitool("-C", suite, "chassis", "bootparam", "get", "5")).toContain(shown);
        const boot = async () => (await bmc.curl("/redfish/v1/Systems/1")).body.Boot;
        expect(await boot()).toMatchObject({
          BootSourceOverrideTarget: target,
          BootSourceOverrideEnabled: "Once",
        });
        await bmc.ipmitool("-C", suite, "chassis", "bootdev", device, "options=persistent");
        expect(await bmc.ipmitool("-C", suite, "chassis", "bootparam", "get", "5")).toContain(
          "all future boots",
        );
        expect(await boot()).toMatchObject({
          BootSourceOverrideTarget: target,
          BootSourceOverrideEnabled: "Continuous",
        });
        await bmc.ipmitool("-C", suite, "chassis", "bootdev", "none");
      });
    }
  });

  describe(`ipmitool -C ${suite} sol activate`, () => {
    it("shows the login prompt, takes a command and shows what it prints, until ~.", async () => {
      const from = bmc.serialLog.length;
      await bmc.ipmitool("-C", suite, "chassis", "power", "reset");
      const sol = new Terminal("ipmitool", [...bmc.ipmitoolArguments, "-C", suite, "sol", "activate"]);
      try {
        await sol.shows("SOL Session operational");
        await bmc.guestPrints("login:", from);
        await sol.shows("login:");
        sol.type("root\r");
        await sol.shows("# ");
        sol.type("echo $((6 * 7000 + 1))\r");
        await sol.shows(/^42001/m);
        sol.type("\r~.");
        expect(await sol.ended()).toBe(0);
      } finally {
        sol.kill();
      }
    });

    it("sends a break, which Linux takes for SysRq", async () => {
      const sol = new Terminal("ipmitool", [...bmc.ipmitoolArguments, "-C", suite, "sol", "activate"]);
      try {
        await sol.shows("SOL Session operational");
        sol.type("\r~B");
        sol.type("h");
        await sol.shows("sysrq: HELP");
        sol.type("\r~.");
        await sol.ended();
      } finally {
        sol.kill();
      }
    });
  });
}

describe("ipmitool", () => {
  it("negotiates a cipher suite by itself, at once", async () => {
    const begun = performance.now();
    const args = bmc.ipmitoolArguments;
    const info = new Terminal("ipmitool", [...args, "mc", "info"]);
    expect(await info.ended()).toBe(0);
    expect(performance.now() - begun).toBeLessThan(4000);
  });

  it("is refused with a wrong password", async () => {
    const wrong = new Terminal("ipmitool", [
      ...bmc.ipmitoolArguments,
      "-P",
      "wrong",
      "-C",
      "17",
      "mc",
      "info",
    ]);
    expect(await wrong.ended()).not.toBe(0);
  });

  it("takes the boot device back, and sees what Redfish sets", async () => {
    await bmc.ipmitool("chassis", "bootdev", "none");
    const boot = (await bmc.curl("/redfish/v1/Systems/1")).body.Boot;
    expect(boot).toMatchObject({ BootSourceOverrideEnabled: "Disabled" });
    await bmc.patch("/redfish/v1/Systems/1", {
      Boot: { BootSourceOverrideEnabled: "Once", BootSourceOverrideTarget: "Cd" },
    });
    expect(await bmc.ipmitool("chassis", "bootparam", "get", "5")).toContain("Force Boot from CD/DVD");
    await bmc.ipmitool("chassis", "bootdev", "none");
  });
});
