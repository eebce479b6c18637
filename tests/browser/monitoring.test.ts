import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchChromium, logIn, openPage } from "../support/browser.ts";
import { button, card, dialog, row, shows, soon } from "../support/page-parts.ts";
import { RunningBmc } from "../support/running-bmc.ts";

const accounts = "/redfish/v1/AccountService/Accounts";
const secret = "f4-Heliotrope";
let browser: Browser;
let bmc: RunningBmc;
const pages: Page[] = [];

beforeAll(async () => {
  bmc = await RunningBmc.start({ POWER_ON_AT_START: "true" });
  for (const [UserName, RoleId] of [
    ["reader", "ReadOnly"],
    ["operator", "Operator"],
  ]) {
    await bmc.curl(accounts, "--json", JSON.stringify({ UserName, RoleId, Password: secret }));
  }
  browser = await launchChromium();
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});
afterAll(async () => {
  await browser?.close();
  await bmc?.close();
});

async function open(hash: string, userName?: string) {
  const { page, errors } = await openPage(browser, bmc, { hash });
  pages.push(page);
  await (userName ? logIn(page, secret, userName) : logIn(page));
  return { page, errors };
}

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
    const { page } = await open("#sensors", "operator");
    await button(page, "Look at CPU Temp").click();
    await dialog(page).getByLabel("Read °C").fill("99");
    await button(dialog(page), "Force").click();
    await shows(dialog(page), /CPU Temp99 °CCritical.*Forced/);
    await soon(() => dialog(page).locator(".limit.critical").count()).toBeGreaterThan(0);
    expect(await bmc.ipmitool("sensor", "reading", "CPU Temp")).toMatch(/\| 99/);
    await soon(async () => JSON.stringify((await bmc.curl(logEntries)).body)).toMatch(/CPU Temp/);
    await button(dialog(page), "End the forced reading").click();
    await shows(dialog(page), /Modelled/);
    expect(await button(dialog(page), "End the forced reading").count()).toBe(0);
  });

  it("is not forced by who may only look", async () => {
    const { page } = await open("#sensors?sensor=CPUTemp", "reader");
    await shows(dialog(page), /CPU Temp/);
    expect(await button(dialog(page), "Force").count()).toBe(0);
  });
});

const logEntries = "/redfish/v1/Systems/1/LogServices/EventLog/Entries";

describe("the event log", () => {
  it("shows the last hour by the BMC's own clock", async () => {
    const { page } = await open("#event-log");
    await row(page, "The BMC started").waitFor();
    await bmc.patch("/redfish/v1/Managers/1", { DateTime: "2031-05-06T12:00:00Z" });
    await bmc.ipmitool("event", "3");
    await page.reload();
    await row(page, "Memory").waitFor();
    await page.getByLabel("Time").selectOption("Last hour");
    await soon(() => row(page, "The BMC started").count()).toBe(0);
    await row(page, "Memory").waitFor();
    await soon(() => page.url()).toMatch(/hours=1/);
    const now = `${new Date().toISOString().slice(0, 19)}Z`;
    await bmc.patch("/redfish/v1/Managers/1", { DateTime: now });
  });

  it("loses one entry after a question, for everybody", async () => {
    await bmc.ipmitool("event", "1");
    const { page } = await open("#event-log");
    const other = await open("#event-log", "reader");
    const newest = row(page, "Temperature, sensor 30h").first();
    await newest.waitFor();
    const before = await row(page, "Temperature, sensor 30h").count();
    await soon(() => row(other.page, "Temperature, sensor 30h").count()).toBe(before);
    await newest.getByRole("button", { name: /^Delete entry/ }).click();
    await button(dialog(page), "Delete").click();
    for (const each of [page, other.page]) {
      await soon(() => row(each, "Temperature, sensor 30h").count()).toBe(before - 1);
    }
    expect(await other.page.getByRole("button", { name: /^Delete entry/ }).count()).toBe(0);
  });
});

describe("the users", () => {
  it("are locked after wrong passwords, and unlocked by an administrator", async () => {
    const { page } = await open("#users");
    await shows(card(page, "Passwords"), /After 5 wrong passwords, for 30 s/);
    await button(page, "Change the lock-out").click();
    await dialog(page).getByLabel("Wrong passwords (0: never)").fill("2");
    await dialog(page).getByLabel("Seconds locked (0: until unlocked)").fill("600");
    await button(dialog(page), "Save").click();
    await shows(card(page, "Passwords"), /After 2 wrong passwords, for 10 min/);
    for (let n = 0; n < 3; n++) await bmc.curl("/redfish/v1/Systems/1", "-u", "operator:wrong");
    await shows(row(page, "operator"), /Locked/);
    await button(page, "Unlock operator").click();
    await soon(() => row(page, "operator").textContent()).not.toMatch(/Locked/);
    expect((await bmc.curl("/redfish/v1/Systems/1", "-u", `operator:${secret}`)).status).toBe(200);
  });

  it("can read what each role may do", async () => {
    const { page } = await open("#users", "reader");
    const roles = card(page, "What the roles may do");
    await shows(row(roles, "Users and their passwords"), /Yes.*No.*No.*No/);
    await shows(row(roles, "Log in and look"), /Yes.*Yes.*Yes.*No/);
    expect(await button(page, "Change the lock-out").count()).toBe(0);
  });
});
