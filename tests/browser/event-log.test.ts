import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { button, dialog, row, shows, soon } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";

const suite = pageSuite({
  env: { POWER_ON_AT_START: "true" },
  users: { reader: "ReadOnly", operator: "Operator" },
});
const { open } = suite;

const entries = "/redfish/v1/Systems/1/LogServices/EventLog/Entries";

describe("the event log", () => {
  it("shows at once what IPMI logs, newest first", async () => {
    const { page, errors } = await open("#event-log");
    await row(page, "The BMC started").waitFor();
    await suite.bmc.ipmitool("event", "1");
    const newest = page.getByRole("row").nth(1);
    await shows(newest, /Critical.*Temperature, sensor 30h.*Remote console/, 2);
    expect(await newest.getByRole("time").getAttribute("title")).toMatch(/^\d{4}-\d\d-\d\dT[\d:]+Z$/);
    expect(errors).toEqual([]);
  });

  it("finds by severity and words, keeps both in its address, and exports what it shows", async () => {
    const { page } = await open("#event-log");
    await row(page, "The BMC started").waitFor();
    await suite.bmc.ipmitool("event", "3");
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

  it("shows the last hour by the BMC's own clock", async () => {
    const { page } = await open("#event-log");
    await row(page, "The BMC started").waitFor();
    await suite.bmc.patch("/redfish/v1/Managers/1", { DateTime: "2031-05-06T12:00:00Z" });
    await suite.bmc.ipmitool("event", "2");
    await page.reload();
    await row(page, "Voltage").waitFor();
    await page.getByLabel("Time").selectOption("Last hour");
    await soon(() => row(page, "The BMC started").count()).toBe(0);
    await row(page, "Voltage").waitFor();
    await soon(() => page.url()).toMatch(/hours=1/);
    const now = `${new Date().toISOString().slice(0, 19)}Z`;
    await suite.bmc.patch("/redfish/v1/Managers/1", { DateTime: now });
  });

  it("loses one entry after a question, for everybody", async () => {
    await suite.bmc.ipmitool("event", "1");
    const { page } = await open("#event-log");
    const other = await open("#event-log", { user: "reader" });
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

  it("is cleared only after a question, and by nobody who may only look", async () => {
    const reader = await open("#event-log", { user: "reader" });
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
    const { Members } = (await suite.bmc.curl(entries)).body as { Members: { Message: string }[] };
    expect(Members.map(({ Message }) => Message)).toEqual([expect.stringMatching(/cleared/i)]);
  });
});
