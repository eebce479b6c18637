import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import {
  launchChromium,
  logIn,
  openPage,
  power,
  powerState,
  screenCanvas,
  screenPixels,
} from "../support/browser.ts";
import { imageServer } from "../support/image-server.ts";
import { goTo } from "../support/page-parts.ts";
import { RunningBmc } from "../support/running-bmc.ts";

let browser: Browser;
let bmc: RunningBmc;
const pages: Page[] = [];

beforeAll(async () => {
  bmc = await RunningBmc.start({ POWER_ON_AT_START: "false" });
  browser = await launchChromium();
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});
afterAll(async () => {
  await browser?.close();
  await bmc?.close();
});

async function open(options: Parameters<typeof openPage>[2] = {}) {
  const opened = await openPage(browser, bmc, options);
  pages.push(opened.page);
  return opened;
}

const shows = (page: Page, state: string, seconds = 10) =>
  expect.poll(() => powerState(page).textContent(), { timeout: seconds * 1000 }).toContain(state);

describe("the page", () => {
  it("tells a wrong password from a right one", async () => {
    const { page } = await open();
    await logIn(page, "wrong");
    await expect.poll(() => page.getByRole("alert").textContent()).toMatch(/wrong/);
    await logIn(page);
    await shows(page, "Off");
  });

  it("switches the machine on without a reload, shows its screen and types on its serial line", async () => {
    const { page, errors } = await open();
    await logIn(page);
    await shows(page, "Off");
    await page.evaluate("window.stillHere = true");
    await power(page).getByRole("button", { name: "Power on" }).click();
    await shows(page, "On");

    const screen = screenCanvas(page);
    await screen.waitFor({ timeout: 20_000 });
    const first = await screenPixels(page);
    await expect.poll(() => screenPixels(page), { timeout: 30_000, interval: 200 }).not.toBe(first);

    await bmc.guestPrints("login:");
    const terminal = page.getByTestId("serial");
    await expect.poll(() => terminal.textContent(), { timeout: 20_000 }).toContain("login:");
    await terminal.click();
    await page.keyboard.type("root\n");
    await expect.poll(() => terminal.textContent(), { timeout: 20_000 }).toContain("~ # ");
    await page.keyboard.type("echo $((6 * 7000 + 1))\n");
    await expect.poll(() => terminal.textContent(), { timeout: 20_000 }).toContain("42001");

    expect(await page.evaluate("window.stillHere")).toBe(true);
    expect(errors).toEqual([]);
  });

  it("types on the screen's keyboard", async () => {
    const { page } = await open();
    await logIn(page);
    const screen = screenCanvas(page);
    await screen.waitFor({ timeout: 20_000 });
    await screen.click();
    await page.keyboard.type("root\n", { delay: 20 });
    // The guest forgets what is typed while it logs in, and its screen does not say in letters when that is over.
    const command = async () => {
      await page.keyboard.type("cp /proc/cmdline /dev/tty", { delay: 10 });
      await page.keyboard.press("Shift+KeyS", { delay: 10 });
      await page.keyboard.type("0\n", { delay: 10 });
      return bmc.serialLog;
    };
    await expect.poll(command, { timeout: 30_000, interval: 1000 }).toContain("BOOT_IMAGE");
  });

  it("shows at once what IPMI does", async () => {
    const { page } = await open();
    await logIn(page);
    await shows(page, "On");
    await bmc.ipmitool("chassis", "power", "off");
    await shows(page, "Off", 2);
    const screen = page.getByRole("region", { name: "Screen" });
    await expect.poll(() => screen.textContent(), { timeout: 5000 }).toMatch(/off/i);
    await bmc.ipmitool("chassis", "power", "on");
    await shows(page, "On", 5);
    await screenCanvas(page).waitFor({ timeout: 20_000 });
  });

  it("asks before it does what hurts", async () => {
    const { page } = await open();
    await logIn(page);
    await shows(page, "On");
    const forceOff = async () => {
      await power(page).getByRole("button", { name: "More power actions" }).click();
      await page
        .getByRole("button", { name: "Force off" })
        .or(page.getByRole("menuitem", { name: "Force off" }))
        .first()
        .click();
    };
    await forceOff();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await shows(page, "On");
    await forceOff();
    await page.getByRole("dialog").getByRole("button", { name: "Force off" }).click();
    await shows(page, "Off");
  });

  it("sets the boot device, as IPMI sees it", async () => {
    const { page } = await open();
    await logIn(page);
    await page.getByRole("link", { name: "Overview" }).click();
    await bmc.ipmitool("chassis", "bootdev", "cdrom", "options=persistent");
    await expect.poll(() => page.locator("main").textContent()).toMatch(/CD/);
    await bmc.ipmitool("chassis", "bootdev", "none");
  });

  it("inserts an image by its URL, says why it cannot, and ejects it", async () => {
    await using server = await imageServer({ "/tool.iso": elToritoImage(bootSector("X")) });
    const { page } = await open();
    await logIn(page);
    await page.getByRole("link", { name: "Overview" }).click();
    const card = page.getByRole("region", { name: "Media" });
    const insert = async (name: string) => {
      await card.getByLabel("URL of the image").fill(`${server.url}/${name}`);
      await card.getByRole("button", { name: "Insert" }).click();
    };
    await insert("none.iso");
    await expect.poll(() => card.getByRole("alert").textContent()).toMatch(/HTTP 404/);
    await insert("tool.iso");
    await expect.poll(() => card.textContent()).toContain("CD drive: tool.iso");
    await card.getByRole("button", { name: "Eject" }).click();
    await expect.poll(() => card.textContent()).toContain("CD drive: empty");
  });

  it("finds the guest again after its BMC was killed, and its consoles come back", async () => {
    const { page } = await open();
    await logIn(page);
    await power(page).getByRole("button", { name: "Power on" }).click();
    await shows(page, "On");
    await screenCanvas(page).waitFor({ timeout: 20_000 });
    const from = bmc.serialLog.length;
    await bmc.signal("SIGKILL");
    await bmc.launch();
    await bmc.guestPrints("login:", Math.max(0, from - 2000));
    await shows(page, "On", 30);
    await screenCanvas(page).waitFor({ timeout: 20_000 });
    await expect
      .poll(() => page.getByTestId("serial").textContent(), { timeout: 20_000 })
      .toContain("login:");
  });
});

describe("the layout", () => {
  for (const width of [1440, 390]) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`fits ${width} pixels in ${colorScheme}`, async () => {
        const { page, errors } = await open({ width, height: 844, colorScheme });
        await logIn(page);
        await shows(page, "On");
        for (const view of ["Console", "Overview"]) {
          await goTo(page, view);
          const html = "document.documentElement";
          const overflow = await page.evaluate(`${html}.scrollWidth - ${html}.clientWidth`);
          expect(overflow).toBe(0);
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
    const { page } = await open();
    // What the first load still asks for is none of the second's.
    await page.getByRole("button", { name: "Log in" }).waitFor();
    const client = await page.context().newCDPSession(page);
    await client.send("Network.enable");
    let bytes = 0;
    const hosts = new Set<string>();
    client.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    page.on("request", request => hosts.add(new URL(request.url()).host));
    await client.send("Network.setCacheDisabled", { cacheDisabled: true });
    await page.reload();
    await page.getByRole("button", { name: "Log in" }).waitFor();
    expect(bytes).toBeGreaterThan(5000);
    expect(bytes).toBeLessThan(40 * 1024);
    expect([...hosts]).toEqual([new URL(bmc.url).host]);
  });
});
