import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RunningGuest } from "./running-guest.ts";

let guest: RunningGuest;

// One boot serves all: the tests are one visit at the machine, in this order.
beforeAll(async () => {
  guest = await RunningGuest.start();
});
afterAll(() => guest?.close());

describe("the embedded guest", () => {
  it("boots to a login on the serial line, and gives root a shell without a password", async () => {
    await guest.logIn();
    expect(await guest.run("id -un; hostname")).toMatch(/root\r\nguest\r\n/);
  });

  it("has loaded the drivers of what the machine has", async () => {
    const shown = await guest.run("ls -d /dev/vda /dev/sr0 /dev/ipmi0 /dev/watchdog /sys/class/net/eth0");
    expect(shown).not.toContain("No such file");
    await expect.poll(() => guest.run("cat /sys/class/input/*/name")).toContain("USB Tablet");
  });

  it("asks for an address on the first network card", async () => {
    await expect.poll(() => guest.run("ip address show eth0"), { timeout: 20_000 }).toContain("10.0.2.15");
  });

  it("has a login on the screen too, for the keyboard", async () => {
    await guest.press(..."root", "ret");
    // Keys that come before the shell are lost to it. 4,1 is tty1.
    await expect.poll(() => guest.run("ps -o tty,args"), { timeout: 20_000 }).toMatch(/^4,1 +-sh/m);
    await guest.press(..."echo", "spc", ..."typed", "shift-dot", "slash", ..."dev", "slash");
    await guest.press(..."tty", "shift-s", "0", "ret");
    await guest.shows(/typed/);
  });

  it("answers a SysRq key after a break", async () => {
    await guest.qmp.execute("chardev-send-break", { id: "serial0" });
    guest.type("h");
    await guest.shows(/sysrq: HELP/);
  });

  it("reboots on Ctrl-Alt-Del", async () => {
    await guest.press("ctrl-alt-delete");
    await guest.logIn();
  });

  it("switches the machine off when its power button is pressed", async () => {
    await guest.qmp.execute("system_powerdown", {});
    await guest.shows(/Power button pressed/);
    expect(await guest.ended(30)).toBe(0);
  });
});
