import { describe, expect, it } from "vitest";
import { logIn } from "../support/browser.ts";
import { button, dialog, focusedName, row, shows, soon } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";

const suite = pageSuite({
  env: { POWER_ON_AT_START: "true" },
  users: { reader: "ReadOnly", operator: "Operator" },
});
const { open } = suite;

const logEntries = "/redfish/v1/Systems/1/LogServices/EventLog/Entries";

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
    await suite.bmc.ipmitool("sensor", "thresh", "MBTemp", "upper", "12", "16", "120");
    await shows(row(page, "MBTemp"), /Critical.*warning12critical16/, 5);
    await shows(page.getByRole("status", { name: "Health of all sensors" }), /1 Critical/);
    await suite.bmc.ipmitool("sensor", "thresh", "MBTemp", "upper", "85", "105", "120");
    await shows(row(page, "MBTemp"), /OK.*warning85critical105/, 5);
  });

  it("let an operator change a limit, as IPMI sees it", async () => {
    const { page } = await open("#sensors", { user: "operator" });
    await button(page, "Change the limits of Fan 1").click();
    await dialog(page).getByLabel("Lower warning").fill("1320");
    await button(dialog(page), "Save").click();
    await shows(row(page, "Fan 1"), /warning1,320/);
    expect(await suite.bmc.ipmitool("sensor", "get", "Fan 1")).toMatch(/Lower Non-Critical\s*: 1320/);
    // The dialog gives the focus back to where it was.
    expect(await focusedName(page)).toBe("Change the limits of Fan 1");
  });

  it("offer no change to who may only look", async () => {
    const { page } = await open("#sensors", { user: "reader" });
    await row(page, "Fan 1").waitFor();
    expect(await page.getByRole("button", { name: /Change the limits/ }).count()).toBe(0);
  });

  it("are not read while nobody can see them", async () => {
    const { page } = await suite.visit({ hash: "#sensors" });
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

describe("a sensor", () => {
  it("is looked at with axes, its limits and a range, which the address knows", async () => {
    const { page, errors } = await open("#sensors");
    await button(page, "Look at CPU Temp").click();
    const chart = dialog(page).getByRole("img", { name: /^CPU Temp: From .* °C to .* °C/ });
    await chart.waitFor();
    expect(page.url()).toMatch(/#sensors\?sensor=CPUTemp$/);
    const hours = chart.locator("text").filter({ hasText: /^\d+:\d\d (A|P)M$/ });
    expect(await hours.count()).toBe(0);
    await dialog(page).getByRole("radio", { name: "1 h" }).check();
    await soon(() => hours.count()).toBe(5);
    await page.reload();
    await chart.waitFor();
    await button(dialog(page), "Close").click();
    await soon(() => page.url()).toMatch(/#sensors$/);
    expect(errors).toEqual([]);
  });

  it("reads what an operator forces, which IPMI and the event log take for true, until it is ended", async () => {
    const { page } = await open("#sensors", { user: "operator" });
    await button(page, "Look at CPU Temp").click();
    await dialog(page).getByLabel("Read °C").fill("99");
    await button(dialog(page), "Force").click();
    await shows(dialog(page), /CPU Temp99 °CCritical.*Forced/);
    await soon(() => dialog(page).locator(".limit.critical").count()).toBeGreaterThan(0);
    expect(await suite.bmc.ipmitool("sensor", "reading", "CPU Temp")).toMatch(/\| 99/);
    await soon(async () => JSON.stringify((await suite.bmc.curl(logEntries)).body)).toMatch(/CPU Temp/);
    await button(dialog(page), "End the forced reading").click();
    await shows(dialog(page), /Modelled/);
    expect(await button(dialog(page), "End the forced reading").count()).toBe(0);
  });

  it("is not forced by who may only look", async () => {
    const { page } = await open("#sensors?sensor=CPUTemp", { user: "reader" });
    await shows(dialog(page), /CPU Temp/);
    expect(await button(dialog(page), "Force").count()).toBe(0);
  });
});

describe("with the machine off", () => {
  it("the sensors say so, where there is no reading", async () => {
    const { page } = await open("#sensors");
    await row(page, "Fan 1").waitFor();
    await suite.bmc.ipmitool("chassis", "power", "off");
    await shows(row(page, "Fan 1"), /Machine off/);
    await shows(page.getByRole("main"), /The machine is off: what only runs with it has no reading/);
    await shows(row(page, "Inlet Temp"), /°C/);
  });
});
