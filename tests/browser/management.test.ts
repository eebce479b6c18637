import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchChromium, logIn, openPage, powerState } from "../support/browser.ts";
import { button, dialog, goTo, row, shows } from "../support/page-parts.ts";
import { RunningBmc } from "../support/running-bmc.ts";

let browser: Browser;
let bmc: RunningBmc;
const pages: Page[] = [];

const accounts = "/redfish/v1/AccountService/Accounts";
const entries = "/redfish/v1/Systems/1/LogServices/EventLog/Entries";
const secret = "f4-Heliotrope";

beforeAll(async () => {
  bmc = await RunningBmc.start({ POWER_ON_AT_START: "true" });
  await addUser("reader", "ReadOnly");
  await addUser("operator", "Operator");
  browser = await launchChromium();
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});
afterAll(async () => {
  await browser?.close();
  await bmc?.close();
});

/** @returns its Id */
async function addUser(UserName: string, RoleId: string): Promise<string> {
  const user = { UserName, RoleId, Password: secret };
  return String((await bmc.curl(accounts, "--json", JSON.stringify(user))).body.Id);
}

/** A page that is logged in, at this view. */
async function open(hash: string, userName?: string, options: Parameters<typeof openPage>[2] = {}) {
  const { page, errors } = await openPage(browser, bmc, { hash, ...options });
  pages.push(page);
  await (userName ? logIn(page, secret, userName) : logIn(page));
  return { page, errors };
}

const logsIn = async (userName: string, password: string): Promise<boolean> =>
  (await bmc.curl("/redfish/v1/Systems/1", "-u", `${userName}:${password}`)).status === 200;
const focused = (page: Page) =>
  page.evaluate<string>(
    "document.activeElement.getAttribute('aria-label') ?? document.activeElement.tagName",
  );

describe("the views", () => {
  it("have addresses of their own, and take the keyboard's focus", async () => {
    const { page, errors } = await open("#sensors");
    await page.getByRole("heading", { name: "Sensors" }).waitFor();
    await page.getByRole("link", { name: "Users" }).press("Enter");
    await page.getByRole("heading", { name: "Users" }).waitFor();
    expect(page.url()).toMatch(/#users$/);
    expect(await focused(page)).toBe("Users");
    expect(await page.title()).toMatch(/^Users · /);
    await page.goBack();
    await page.getByRole("heading", { name: "Sensors" }).waitFor();
    expect(errors).toEqual([]);
  });

  for (const width of [1440, 390]) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`fit ${width} pixels in ${colorScheme}, with a name for every control`, async () => {
        const { page, errors } = await open("#overview", undefined, { width, height: 844, colorScheme });
        for (const view of ["Overview", "Sensors", "Event log", "Users"]) {
          await goTo(page, view);
          await page.getByRole("main", { name: view }).getByRole("heading").first().waitFor();
          const html = "document.documentElement";
          expect(await page.evaluate(`${html}.scrollWidth - ${html}.clientWidth`)).toBe(0);
          expect(await page.evaluate(nameless)).toEqual([]);
        }
        expect(errors).toEqual([]);
      });
    }
  }
});

/** The controls in sight without a name and the Ids that stand twice. */
const nameless = `[
  ...[...document.querySelectorAll("button, a, input, select")]
    .filter(control => control.checkVisibility())
    .filter(control => !(control.getAttribute("aria-label") || control.labels?.[0]?.textContent || control.textContent.trim()))
    .map(control => control.outerHTML),
  ...[...document.querySelectorAll("[id]")]
    .filter(({ id }) => document.querySelectorAll("#" + CSS.escape(id)).length > 1)
    .map(({ id }) => id),
]`;

describe("the sensors", () => {
  it("have a reading, a word for their state and a curve", async () => {
    const { page } = await open("#sensors");
    await shows(row(page, "CPU Temp"), /Modelled.*OK.*\d °C/);
    await shows(row(page, "CPU Load"), /Measured.*%/);
    await row(page, "CPU Temp")
      .getByRole("img", { name: /CPU Temp in the last minutes: .*°C/ })
      .waitFor();
    await shows(page.getByRole("status", { name: "Health of all sensors" }), /\d+ OK/);
  });

  it("show a threshold that IPMI sets, and what comes of it", async () => {
    const { page } = await open("#sensors");
    await row(page, "MBTemp").waitFor();
    await bmc.ipmitool("sensor", "thresh", "MBTemp", "upper", "12", "16", "120");
    await shows(row(page, "MBTemp"), /Critical.*warning12critical16/, 5);
    await shows(page.getByRole("status", { name: "Health of all sensors" }), /1 Critical/);
    await bmc.ipmitool("sensor", "thresh", "MBTemp", "upper", "85", "105", "120");
    await shows(row(page, "MBTemp"), /OK.*warning85critical105/, 5);
  });

  it("let an operator change a limit, as IPMI sees it", async () => {
    const { page } = await open("#sensors", "operator");
    await button(page, "Change the limits of Fan 1").click();
    await dialog(page).getByLabel("Lower warning").fill("1320");
    await button(dialog(page), "Save").click();
    await shows(row(page, "Fan 1"), /warning1,320/);
    expect(await bmc.ipmitool("sensor", "get", "Fan 1")).toMatch(/Lower Non-Critical\s*: 1320/);
    // The dialog gives the focus back to where it was.
    expect(await focused(page)).toBe("Change the limits of Fan 1");
  });

  it("offer no change to who may only look", async () => {
    const { page } = await open("#sensors", "reader");
    await row(page, "Fan 1").waitFor();
    expect(await page.getByRole("button", { name: /Change the limits/ }).count()).toBe(0);
  });

  it("are not read while nobody can see them", async () => {
    const { page } = await openPage(browser, bmc, { hash: "#sensors" });
    pages.push(page);
    await page.clock.install();
    await logIn(page);
    let readings = 0;
    page.on("request", request => {
      if (request.url().includes("/Chassis/1/Sensors")) readings += 1;
    });
    const isVisible = (state: "visible" | "hidden") =>
      page.evaluate(`
        Object.defineProperty(document, "visibilityState", { configurable: true, value: "${state}" });
        document.dispatchEvent(new Event("visibilitychange"));
      `);
    await row(page, "Fan 1").waitFor();
    const atFirst = readings;
    await expect
      .poll(async () => {
        await page.clock.runFor(2500);
        return readings;
      })
      .toBeGreaterThan(atFirst + 1);
    await isVisible("hidden");
    const whenHidden = readings;
    await page.clock.runFor(30_000);
    expect(readings).toBe(whenHidden);
    await isVisible("visible");
    await expect.poll(() => readings).toBeGreaterThan(whenHidden);
  });
});

describe("the event log", () => {
  it("shows at once what IPMI logs, newest first", async () => {
    const { page, errors } = await open("#event-log");
    await row(page, "The BMC started").waitFor();
    await bmc.ipmitool("event", "1");
    const newest = page.getByRole("row").nth(1);
    await shows(newest, /Critical.*Temperature, sensor 30h.*Remote console/, 2);
    expect(await newest.getByRole("time").getAttribute("title")).toMatch(/^\d{4}-\d\d-\d\dT[\d:]+Z$/);
    expect(errors).toEqual([]);
  });

  it("finds by severity and words, keeps both in its address, and exports what it shows", async () => {
    const { page } = await open("#event-log");
    await row(page, "The BMC started").waitFor();
    await bmc.ipmitool("event", "3");
    await page.getByLabel("Severity").selectOption("Warning");
    await page.getByLabel("Search the event log").fill("remote memory");
    await expect.poll(() => page.getByRole("row").count()).toBe(2);
    await shows(page.getByRole("row").nth(1), /Warning.*Memory/);

    const saved = async (format: string) => {
      await button(page, "Export what is shown").click();
      const [download] = await Promise.all([page.waitForEvent("download"), button(page, format).click()]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`^event-log-.*\\.${format.toLowerCase()}$`));
      return readFile(await download.path(), "utf8");
    };
    expect(JSON.parse(await saved("JSON"))).toMatchObject([{ Severity: "Warning", SensorType: "Memory" }]);
    expect((await saved("CSV")).split("\r\n")).toEqual([
      expect.stringMatching(/^Id,Created,Severity,Message,/),
      expect.stringMatching(/,Warning,"?Memory, sensor/),
      "",
    ]);

    await page.reload();
    await shows(page.getByRole("row").nth(1), /Warning.*Memory/);
    expect(await page.getByRole("row").count()).toBe(2);
  });

  it("is cleared only after a question, and by nobody who may only look", async () => {
    const reader = await open("#event-log", "reader");
    await row(reader.page, "The BMC started").waitFor();
    expect(await button(reader.page, "Clear").isDisabled()).toBe(true);

    const { page } = await open("#event-log");
    await row(page, "The BMC started").waitFor();
    await button(page, "Clear").click();
    await button(dialog(page), "Cancel").click();
    expect(await row(page, "The BMC started").count()).toBe(1);
    await button(page, "Clear").click();
    await button(dialog(page), "Clear").click();
    for (const each of [page, reader.page]) {
      await expect.poll(() => row(each, "The BMC started").count(), { timeout: 10_000 }).toBe(0);
    }
    const { Members } = (await bmc.curl(entries)).body as { Members: { Message: string }[] };
    expect(Members.map(({ Message }) => Message)).toEqual([expect.stringMatching(/cleared/i)]);
  });
});

describe("the users", () => {
  it("can be added; Redfish's objection stands at the field that it names", async () => {
    const { page, errors } = await open("#users");
    await button(page, "Add a user").click();
    await dialog(page).getByLabel("User name").fill("carol:x");
    await dialog(page).getByLabel("Password", { exact: true }).fill("carols-Secret");
    await dialog(page).getByLabel("Role").selectOption("Operator");
    await button(dialog(page), "Add").click();
    const name = dialog(page).getByLabel("User name");
    await expect.poll(() => name.getAttribute("aria-invalid")).toBe("true");
    await shows(dialog(page).getByRole("alert"), /no colon/);
    await expect.poll(() => page.evaluate("document.activeElement.name")).toBe("UserName");

    await name.fill("carol");
    await button(dialog(page), "Add").click();
    await shows(row(page, "carol"), /Operator.*Enabled/);
    await expect.poll(() => dialog(page).count()).toBe(0);
    expect(await logsIn("carol", "carols-Secret")).toBe(true);
    expect(errors.filter(text => !text.includes("400"))).toEqual([]);
  });

  it("show at once a user that IPMI renames", async () => {
    const { page } = await open("#users");
    await row(page, "reader").waitFor();
    const id = await addUser("dan", "Operator");
    await row(page, "dan").waitFor({ timeout: 5_000 });
    await bmc.ipmitool("user", "set", "name", id, "dave");
    await row(page, "dave").waitFor({ timeout: 5_000 });
    expect(await row(page, "dan").count()).toBe(0);
  });

  it("can be given another role and password, be disabled and deleted", async () => {
    await addUser("erin", "Operator");
    const { page } = await open("#users");
    await button(page, "New password for erin").click();
    await dialog(page).getByLabel("New password").fill("erins-Secret");
    await button(dialog(page), "Set").click();
    await expect.poll(() => logsIn("erin", "erins-Secret")).toBe(true);

    await button(page, "Change erin").click();
    await dialog(page).getByLabel("Role").selectOption("ReadOnly");
    await dialog(page).getByLabel("May log in").uncheck();
    await button(dialog(page), "Save").click();
    await shows(row(page, "erin"), /Read only.*Disabled/);
    expect(await logsIn("erin", "erins-Secret")).toBe(false);

    await button(page, "Delete erin").click();
    await button(dialog(page), "Delete").click();
    await expect.poll(() => row(page, "erin").count()).toBe(0);
  });

  it("keep their last administrator, and say why", async () => {
    const { page } = await open("#users");
    await shows(row(page, "admin"), /last administrator.*cannot be deleted/);
    expect(await button(page, "Delete admin").isDisabled()).toBe(true);
    await button(page, "Change admin").click();
    expect(await dialog(page).getByLabel("Role").isDisabled()).toBe(true);
    expect(await dialog(page).getByLabel("May log in").isDisabled()).toBe(true);
    await shows(dialog(page), /last administrator/);
  });

  it("let who may only look see itself alone, and change its own password without leaving", async () => {
    await addUser("frank", "ReadOnly");
    const { page } = await open("#users", "frank");
    await row(page, "frank").waitFor();
    expect(await page.getByRole("table").first().getByRole("row").count()).toBe(2);
    expect(await page.getByRole("button", { name: /Add a user|Delete|Change frank/ }).count()).toBe(0);
    await button(page, "New password for frank").click();
    await dialog(page).getByLabel("New password").fill("franks-Own");
    await button(dialog(page), "Set").click();
    await shows(page.getByRole("log"), /has a new password/);
    expect(await logsIn("frank", "franks-Own")).toBe(true);
    expect(await logsIn("frank", secret)).toBe(false);
    await page.getByRole("link", { name: "Sensors" }).click();
    await row(page, "Fan 1").waitFor();
    await shows(powerState(page), "On");
  });
});

describe("the overview", () => {
  const card = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

  it("shows an asset tag that IPMI sets, and sets one that IPMI shows", async () => {
    const { page } = await open("#overview");
    await shows(card(page, "Machine"), /Asset tag/);
    await bmc.ipmitool("dcmi", "set_asset_tag", "rack-7");
    await shows(card(page, "Machine"), /Asset tagrack-7/, 5);
    await button(page, "Change the asset tag").click();
    await dialog(page).getByLabel("Asset tag").fill("rack-8");
    await button(dialog(page), "Save").click();
    await shows(card(page, "Machine"), /Asset tagrack-8/);
    expect(await bmc.ipmitool("dcmi", "asset_tag")).toContain("rack-8");
  });

  it("shows a watchdog that runs, the BMC's network, and the last entry of the event log", async () => {
    // SMS/OS, reset, 6553.5 s; then started.
    await bmc.ipmitool(..."raw 0x06 0x24 0x04 0x01 0x00 0x00 0xff 0xff".split(" "));
    await bmc.ipmitool(..."raw 0x06 0x22".split(" "));
    const { page } = await open("#overview");
    await shows(card(page, "Machine"), /WatchdogRuns: at its end the machine is reset/);
    await shows(card(page, "BMC's network"), /MAC address([0-9a-f]{2}:){5}/);
    await bmc.ipmitool("event", "1");
    await shows(card(page, "Event log").getByRole("listitem").first(), /Critical.*Temperature/, 2);
    await bmc.ipmitool(..."raw 0x06 0x24 0x04 0x00 0x00 0x00 0xff 0xff".split(" "));
  });

  it("follows the BMC's clock", async () => {
    const { page } = await open("#overview");
    await shows(card(page, "BMC"), /Time/);
    await bmc.patch("/redfish/v1/Managers/1", { DateTime: "2031-05-06T12:00:00Z" });
    await shows(card(page, "BMC"), /2031.*ahead of this computer/, 5);
    await button(card(page, "BMC"), "Set it").click();
    await expect.poll(() => card(page, "BMC").textContent()).not.toMatch(/2031|this computer/);
  });

  it("restarts the BMC after a question; the page finds it again and the machine has not noticed", async () => {
    const { page } = await open("#overview");
    const { qemuPid } = bmc;
    await button(page, "Restart the BMC").click();
    await button(dialog(page), "Restart the BMC").click();
    await shows(page.getByRole("alert").or(page.locator(".note")), /restart/i, 20);
    await expect.poll(() => page.getByRole("alert").count(), { timeout: 30_000 }).toBe(0);
    await shows(powerState(page), "On");
    expect(page.url()).toMatch(/#overview$/);
    expect(bmc.qemuPid).toBe(qemuPid);
  });
});

describe("with the machine off", () => {
  it("the sensors say so, where there is no reading", async () => {
    const { page } = await open("#sensors");
    await row(page, "Fan 1").waitFor();
    await bmc.ipmitool("chassis", "power", "off");
    await shows(row(page, "Fan 1"), /Machine off/);
    await shows(page.getByRole("main"), /The machine is off: what only runs with it has no reading/);
    await shows(row(page, "Inlet Temp"), /°C/);
  });
});
