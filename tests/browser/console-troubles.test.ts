import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchChromium, logIn, openPage, powerState, screenCanvas } from "../support/browser.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";
import { TcpRelay } from "../support/tcp-relay.ts";

let browser: Browser;
let bmc: RunningBmc;
const pages: Page[] = [];

beforeAll(async () => {
  bmc = await RunningBmc.start({ POWER_ON_AT_START: "true" });
  browser = await launchChromium();
  const shell = await SerialViewer.open(bmc);
  await shell.login();
  shell.close();
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});
afterAll(async () => {
  await browser?.close();
  await bmc?.close();
});

/** A page with both consoles open, that has not been loaded again for as long as `stays` says so. */
async function open(url = bmc.url) {
  const { page, errors } = await openPage(browser, { url }, { hash: "#console?show=both" });
  pages.push(page);
  await logIn(page);
  await page.evaluate("window.stillHere = true");
  return { page, errors };
}
const stays = (page: Page) => page.evaluate<boolean>("window.stillHere === true");

const screen = (page: Page) => page.getByRole("region", { name: "Screen", exact: true });
const serial = (page: Page) => page.getByRole("region", { name: "Serial console" });
const button = (within: Page | Locator, name: string) => within.getByRole("button", { name, exact: true });
const shows = (locator: Locator, text: RegExp | string, seconds = 20) =>
  expect.poll(() => locator.textContent(), { timeout: seconds * 1000 }).toMatch(text);
const isOn = (page: Page) => shows(powerState(page), "On", 30);

/** Types a command whose answer has to come from the guest, again until what is typed arrives there. */
async function answers(page: Page): Promise<void> {
  const sum = Math.floor(Math.random() * 1_000_000);
  const terminal = page.getByTestId("serial");
  const ask = async () => {
    await terminal.click();
    await page.keyboard.type(`echo $((${sum} + 1))-ok\n`);
    return terminal.textContent();
  };
  await expect.poll(ask, { timeout: 20_000, interval: 1000 }).toContain(`${sum + 1}-ok`);
}

describe("a BMC that is killed and started again under open consoles", () => {
  it.each(["SIGKILL", "SIGTERM"] as const)(
    "by %s: screen and serial line come back by themselves, without a login",
    async signal => {
      const { page } = await open();
      await screenCanvas(page).waitFor();
      await answers(page);
      await bmc.signal(signal);
      await shows(screen(page), /No connection to the BMC.*Trying again/);
      await shows(serial(page), /Trying again/);
      await bmc.launch();
      await screenCanvas(page).waitFor({ timeout: 30_000 });
      await isOn(page);
      await answers(page);
      expect(await page.getByLabel("Password").count()).toBe(0);
      expect(await stays(page)).toBe(true);
    },
  );

  it("over Redfish, as it is asked for: they do so, too", async () => {
    const { page } = await open();
    await screenCanvas(page).waitFor();
    const from = bmc.log.length;
    await bmc.curl("/redfish/v1/Managers/1/Actions/Manager.Reset", "--json", "{}");
    await shows(screen(page), /The BMC restarts/);
    await bmc.logs("Page and Redfish", 30, from);
    await screenCanvas(page).waitFor({ timeout: 30_000 });
    await answers(page);
    expect(await stays(page)).toBe(true);
  });
});

describe("a network that is lost", () => {
  it("is tried again with a countdown, or at once for who does not want to wait", async () => {
    await using network = await TcpRelay.to(bmc.webPort);
    const { page } = await open(network.url);
    await screenCanvas(page).waitFor();
    network.cut();
    await shows(screen(page), /The machine goes on without it. Trying again in [4-9] s/, 40);
    network.mend();
    await button(screen(page), "Try now").click();
    await screenCanvas(page).waitFor({ timeout: 3000 });
    await answers(page);
    expect(await stays(page)).toBe(true);
  });

  it("and tells nobody: what seemed to stand is connected anew once the browser hears of it", async () => {
    await using network = await TcpRelay.to(bmc.webPort);
    const { page } = await open(network.url);
    await screenCanvas(page).waitFor();
    await answers(page);
    network.swallow();
    network.mend();
    await page.evaluate("dispatchEvent(new Event('online'))");
    await answers(page);
    await screenCanvas(page).waitFor();
    expect(await stays(page)).toBe(true);
  });
});

describe("why there is no picture, and what mends it", () => {
  it("paused", async () => {
    const { page } = await open();
    await screenCanvas(page).waitFor();
    await bmc.reset("Pause");
    await button(screen(page), "Resume").click();
    await isOn(page);
    await answers(page);
  });

  it("the session has ended", async () => {
    const { page } = await open();
    await screenCanvas(page).waitFor();
    const sessions = await bmc.curl("/redfish/v1/SessionService/Sessions?$expand=.");
    for (const { Id, SessionType } of sessions.body.Members as { Id: string; SessionType: string }[]) {
      if (SessionType === "WebUI")
        await bmc.curl(`/redfish/v1/SessionService/Sessions/${Id}`, "-X", "DELETE");
    }
    await page.getByText("Your session has ended. Log in to go on.").waitFor();
    await logIn(page);
    await screenCanvas(page).waitFor();
  });

  it("the machine crashed", async () => {
    const { page } = await open();
    await screenCanvas(page).waitFor();
    process.kill(bmc.qemuPid, "SIGKILL");
    await shows(screen(page), "The machine crashed");
    const from = bmc.serialLog.length;
    await button(screen(page), "Power on").click();
    await screenCanvas(page).waitFor({ timeout: 30_000 });
    await bmc.guestPrints("login:", from);
    expect(await stays(page)).toBe(true);
  });

  it("off", async () => {
    const { page } = await open();
    await screenCanvas(page).waitFor();
    await bmc.reset("ForceOff");
    await shows(screen(page), "The machine is off");
    await shows(serial(page), "The machine is off.");
    await button(screen(page), "Power on").click();
    await screenCanvas(page).waitFor({ timeout: 30_000 });
  });

  it("there is no video adapter", async () => {
    const adapter = { Attributes: { VideoAdapter: "None" } };
    await bmc.patch("/redfish/v1/Systems/1/Bios/Settings", adapter);
    const { page } = await open();
    await bmc.reset("PowerCycle");
    await shows(screen(page), /The machine has no video adapter/, 30);
    await button(screen(page), "Add a video adapter").click();
    await button(page.getByRole("dialog"), "Add it and power cycle").click();
    await shows(screen(page), /^(?!.*no video adapter).*720 × 400/s, 40);
    const bios = await bmc.curl("/redfish/v1/Systems/1/Bios");
    expect(bios.body.Attributes).toMatchObject({ VideoAdapter: "Vga" });
  });
});
