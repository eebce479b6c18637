import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { logIn, powerState, screenCanvas } from "../support/browser.ts";
import { button, dialog, screen, serialConsole, shows, terminal } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";
import { SerialViewer } from "../support/serial-viewer.ts";
import { TcpRelay } from "../support/tcp-relay.ts";

const suite = pageSuite({ env: { POWER_ON_AT_START: "true" } });

beforeAll(async () => {
  const shell = await SerialViewer.open(suite.bmc);
  await shell.login();
  shell.close();
});

/** A page with both consoles open, that has not been loaded again for as long as `stays` says so. */
async function open(url = suite.bmc.url) {
  const { page } = await suite.open("#console?show=both", { url });
  await page.evaluate("window.stillHere = true");
  return page;
}
const stays = (page: Page) => page.evaluate<boolean>("window.stillHere === true");

const isOn = (page: Page) => shows(powerState(page), "On", 30);

/** Types a command whose answer has to come from the guest, again until what is typed arrives there. */
async function answers(page: Page): Promise<void> {
  const sum = Math.floor(Math.random() * 1_000_000);
  const ask = async () => {
    await terminal(page).click();
    await page.keyboard.type(`echo $((${sum} + 1))-ok\n`);
    return terminal(page).textContent();
  };
  await expect.poll(ask, { timeout: 20_000, interval: 1000 }).toContain(`${sum + 1}-ok`);
}

describe("a BMC that is killed and started again under open consoles", () => {
  it.each(["SIGKILL", "SIGTERM"] as const)(
    "by %s: screen and serial line come back by themselves, without a login",
    async signal => {
      const page = await open();
      await screenCanvas(page).waitFor();
      await answers(page);
      await suite.bmc.signal(signal);
      await shows(screen(page), /No connection to the BMC.*Trying again/, 20);
      await shows(serialConsole(page), /Trying again/, 20);
      await suite.bmc.launch();
      await screenCanvas(page).waitFor({ timeout: 30_000 });
      await isOn(page);
      await answers(page);
      expect(await page.getByLabel("Password").count()).toBe(0);
      expect(await stays(page)).toBe(true);
    },
  );

  it("over Redfish, as it is asked for: they do so, too", async () => {
    const page = await open();
    await screenCanvas(page).waitFor();
    const from = suite.bmc.log.length;
    await suite.bmc.curl("/redfish/v1/Managers/1/Actions/Manager.Reset", "--json", "{}");
    await shows(screen(page), /The BMC restarts/, 20);
    await suite.bmc.logs("Page and Redfish", 30, from);
    await screenCanvas(page).waitFor({ timeout: 30_000 });
    await answers(page);
    expect(await stays(page)).toBe(true);
  });
});

describe("a network that is lost", () => {
  it("is tried again with a countdown, or at once for who does not want to wait", async () => {
    await using network = await TcpRelay.to(suite.bmc.webPort);
    const page = await open(network.url);
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
    await using network = await TcpRelay.to(suite.bmc.webPort);
    const page = await open(network.url);
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
    const page = await open();
    await screenCanvas(page).waitFor();
    await suite.bmc.reset("Pause");
    await button(screen(page), "Resume").click();
    await isOn(page);
    await answers(page);
  });

  it("the session has ended", async () => {
    const page = await open();
    await screenCanvas(page).waitFor();
    const sessions = await suite.bmc.curl("/redfish/v1/SessionService/Sessions?$expand=.");
    for (const { Id, SessionType } of sessions.body.Members as { Id: string; SessionType: string }[]) {
      if (SessionType === "WebUI")
        await suite.bmc.curl(`/redfish/v1/SessionService/Sessions/${Id}`, "-X", "DELETE");
    }
    await page.getByText("Your session has ended. Log in to go on.").waitFor();
    await logIn(page);
    await screenCanvas(page).waitFor();
  });

  it("the machine crashed", async () => {
    const page = await open();
    await screenCanvas(page).waitFor();
    process.kill(suite.bmc.qemuPid, "SIGKILL");
    await shows(screen(page), "The machine crashed", 20);
    const from = suite.bmc.serialLog.length;
    await button(screen(page), "Power on").click();
    await screenCanvas(page).waitFor({ timeout: 30_000 });
    await suite.bmc.guestPrints("login:", from);
    expect(await stays(page)).toBe(true);
  });

  it("off", async () => {
    const page = await open();
    await screenCanvas(page).waitFor();
    await suite.bmc.reset("ForceOff");
    await shows(screen(page), "The machine is off", 20);
    await shows(serialConsole(page), "The machine is off.", 20);
    await button(screen(page), "Power on").click();
    await screenCanvas(page).waitFor({ timeout: 30_000 });
  });

  it("there is no video adapter", async () => {
    const adapter = { Attributes: { VideoAdapter: "None" } };
    await suite.bmc.patch("/redfish/v1/Systems/1/Bios/Settings", adapter);
    const page = await open();
    await suite.bmc.reset("PowerCycle");
    await shows(screen(page), /The machine has no video adapter/, 30);
    await button(screen(page), "Add a video adapter").click();
    await button(dialog(page), "Add it and power cycle").click();
    await shows(screen(page), /^(?!.*no video adapter).*720 × 400/s, 40);
    const bios = await suite.bmc.curl("/redfish/v1/Systems/1/Bios");
    expect(bios.body.Attributes).toMatchObject({ VideoAdapter: "Vga" });
  });
});
