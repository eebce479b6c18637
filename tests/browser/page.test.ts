import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import { logIn, power, powerState, screenCanvas, screenPixels } from "../support/browser.ts";
import { imageServer } from "../support/image-server.ts";
import {
  card,
  dialog,
  goByNavigation,
  overflow,
  screen,
  shows,
  soon,
  terminal,
} from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";

const suite = pageSuite({ env: { POWER_ON_AT_START: "false" } });

describe("the page", () => {
  it("tells a wrong password from a right one", async () => {
    const { page } = await suite.visit();
    await logIn(page, "wrong");
    await expect.poll(() => page.getByRole("alert").textContent()).toMatch(/wrong/);
    await logIn(page);
    await shows(powerState(page), "Off");
  });

  it("switches the machine on without a reload, shows its screen and types on its serial line", async () => {
    const { page, errors } = await suite.open();
    await shows(powerState(page), "Off");
    await page.evaluate("window.stillHere = true");
    await power(page).getByRole("button", { name: "Power on" }).click();
    await shows(powerState(page), "On");

    await screenCanvas(page).waitFor({ timeout: 20_000 });
    const first = await screenPixels(page);
    await expect.poll(() => screenPixels(page), { timeout: 30_000, interval: 200 }).not.toBe(first);

    await suite.bmc.guestPrints("login:");
    await expect.poll(() => terminal(page).textContent(), { timeout: 20_000 }).toContain("login:");
    await terminal(page).click();
    await page.keyboard.type("root\n");
    await expect.poll(() => terminal(page).textContent(), { timeout: 20_000 }).toContain("~ # ");
    await page.keyboard.type("echo $((6 * 7000 + 1))\n");
    await expect.poll(() => terminal(page).textContent(), { timeout: 20_000 }).toContain("42001");

    expect(await page.evaluate("window.stillHere")).toBe(true);
    expect(errors).toEqual([]);
  });

  it("types on the screen's keyboard", async () => {
    const { page } = await suite.open();
    await screenCanvas(page).waitFor({ timeout: 20_000 });
    await screenCanvas(page).click();
    await page.keyboard.type("root\n", { delay: 20 });
    // The guest forgets what is typed while it logs in, and its screen does not say in letters when that is over.
    const command = async () => {
      await page.keyboard.type("cp /proc/cmdline /dev/tty", { delay: 10 });
      await page.keyboard.press("Shift+KeyS", { delay: 10 });
      await page.keyboard.type("0\n", { delay: 10 });
      return suite.bmc.serialLog;
    };
    await expect.poll(command, { timeout: 30_000, interval: 1000 }).toContain("BOOT_IMAGE");
  });

  it("shows at once what IPMI does", async () => {
    const { page } = await suite.open();
    await shows(powerState(page), "On");
    await suite.bmc.ipmitool("chassis", "power", "off");
    await shows(powerState(page), "Off", 2);
    await expect.poll(() => screen(page).textContent(), { timeout: 5000 }).toMatch(/off/i);
    await suite.bmc.ipmitool("chassis", "power", "on");
    await shows(powerState(page), "On", 5);
    await screenCanvas(page).waitFor({ timeout: 20_000 });
  });

  it("asks before it does what hurts", async () => {
    const { page } = await suite.open();
    await shows(powerState(page), "On");
    const forceOff = async () => {
      await power(page).getByRole("button", { name: "More power actions" }).click();
      await page
        .getByRole("button", { name: "Force off" })
        .or(page.getByRole("menuitem", { name: "Force off" }))
        .first()
        .click();
    };
    await forceOff();
    await dialog(page).getByRole("button", { name: "Cancel" }).click();
    await shows(powerState(page), "On");
    await forceOff();
    await dialog(page).getByRole("button", { name: "Force off" }).click();
    await shows(powerState(page), "Off");
  });

  it("sets the boot device, as IPMI sees it", async () => {
    const { page } = await suite.open();
    await page.getByRole("link", { name: "Overview" }).click();
    await suite.bmc.ipmitool("chassis", "bootdev", "cdrom", "options=persistent");
    await expect.poll(() => page.locator("main").textContent()).toMatch(/CD/);
    await suite.bmc.ipmitool("chassis", "bootdev", "none");
  });

  it("inserts an image by its URL, says why it cannot, and ejects it", async () => {
    await using server = await imageServer({ "/tool.iso": elToritoImage(bootSector("X")) });
    const { page } = await suite.open();
    await page.getByRole("link", { name: "Overview" }).click();
    const media = card(page, "Media");
    const insert = async (name: string) => {
      await media.getByLabel("URL of the image").fill(`${server.url}/${name}`);
      await media.getByRole("button", { name: "Insert" }).click();
    };
    await insert("none.iso");
    await expect.poll(() => media.getByRole("alert").textContent()).toMatch(/HTTP 404/);
    await insert("tool.iso");
    await expect.poll(() => media.textContent()).toContain("CD drive: tool.iso");
    await media.getByRole("button", { name: "Eject" }).click();
    await expect.poll(() => media.textContent()).toContain("CD drive: empty");
  });

  it("finds the guest again after its BMC was killed, and its consoles come back", async () => {
    const { page } = await suite.open();
    await power(page).getByRole("button", { name: "Power on" }).click();
    await shows(powerState(page), "On");
    await screenCanvas(page).waitFor({ timeout: 20_000 });
    await shows(terminal(page), "SYSLINUX", 60);
    const from = suite.bmc.serialLog.length;
    await suite.bmc.signal("SIGKILL");
    await suite.bmc.launch();
    await suite.bmc.guestPrints("login:", Math.max(0, from - 2000));
    await shows(powerState(page), "On", 30);
    await screenCanvas(page).waitFor({ timeout: 20_000 });
    await expect.poll(() => terminal(page).textContent(), { timeout: 20_000 }).toContain("login:");
  });
});

describe("the layout", () => {
  for (const width of [1440, 390]) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`fits ${width} pixels in ${colorScheme}`, async () => {
        const { page, errors } = await suite.open("", { width, height: 844, colorScheme });
        await shows(powerState(page), "On");
        for (const view of ["Console", "Overview"]) {
          await goByNavigation(page, view);
          expect(await overflow(page)).toBe(0);
        }
        const background = await page.evaluate<string>(
          "getComputedStyle(document.documentElement).backgroundColor",
        );
        const [red = 0] = background.match(/\d+/g)?.map(Number) ?? [];
        expect(red < 128).toBe(colorScheme === "dark");
        expect(errors).toEqual([]);
      });
    }
  }
});

describe("the first load", () => {
  it("is at most 40 KB over the wire, and asks nobody else", async () => {
    const { page } = await suite.visit();
    const client = await page.context().newCDPSession(page);
    await client.send("Network.enable");
    const asked = new Map<string, string>();
    client.on("Network.requestWillBeSent", ({ requestId, request }) => asked.set(requestId, request.url));
    // Without a cache, Chromium fetches an icon twice, and one of the first load may come as late as now.
    const came = new Map<string, number>();
    client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const url = asked.get(requestId);
      if (url !== undefined) came.set(url, encodedDataLength);
    });
    await client.send("Network.setCacheDisabled", { cacheDisabled: true });
    await page.reload();
    await page.getByRole("button", { name: "Log in" }).waitFor();
    const bytes = came.values().reduce((sum, each) => sum + each, 0);
    expect(bytes).toBeGreaterThan(5000);
    expect(bytes).toBeLessThan(40 * 1024);
    const hosts = new Set(asked.values().map(url => new URL(url).host));
    expect([...hosts]).toEqual([new URL(suite.bmc.url).host]);
  });
});

describe("a style sheet that does not come is asked for again", () => {
  /** @returns how often it was asked for */
  async function failTwice(page: Page): Promise<() => number> {
    let asked = 0;
    await page.route(/\/console-[^/]*\.css$/, route => {
      asked += 1;
      return asked < 3 ? route.abort() : route.continue();
    });
    return () => asked;
  }

  async function showsStyles(page: Page): Promise<void> {
    await screen(page).waitFor();
    const display = `getComputedStyle(document.querySelector(".consoles")).display`;
    await soon(() => page.evaluate(display)).toBe("grid");
  }

  it("when it fails while somebody types a name", async () => {
    const { page } = await suite.visit();
    const asked = await failTwice(page);
    await page.getByLabel("User name").fill("a");
    await soon(asked).toBeGreaterThan(0);
    await logIn(page);
    await showsStyles(page);
    expect(asked()).toBe(3);
  });

  it("when it fails as its view is opened", async () => {
    const { page } = await suite.open();
    const asked = await failTwice(page);
    await page.reload();
    await showsStyles(page);
    expect(asked()).toBe(3);
  });
});
