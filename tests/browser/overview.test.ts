import { describe, expect, it } from "vitest";
import { powerState } from "../support/browser.ts";
import { button, card, dialog, shows } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";

const suite = pageSuite({ env: { POWER_ON_AT_START: "true" } });
const { open } = suite;

describe("the overview", () => {
  it("shows an asset tag that IPMI sets, and sets one that IPMI shows", async () => {
    const { page } = await open("#overview");
    await shows(card(page, "Machine"), /Asset tag/);
    await suite.bmc.ipmitool("dcmi", "set_asset_tag", "rack-7");
    await shows(card(page, "Machine"), /Asset tagrack-7/, 5);
    await button(page, "Change the asset tag").click();
    await dialog(page).getByLabel("Asset tag").fill("rack-8");
    await button(dialog(page), "Save").click();
    await shows(card(page, "Machine"), /Asset tagrack-8/);
    expect(await suite.bmc.ipmitool("dcmi", "asset_tag")).toContain("rack-8");
  });

  it("shows a watchdog that runs, the BMC's network, and the last entry of the event log", async () => {
    // SMS/OS, reset, 6553.5 s; then started.
    await suite.bmc.ipmitool(..."raw 0x06 0x24 0x04 0x01 0x00 0x00 0xff 0xff".split(" "));
    await suite.bmc.ipmitool(..."raw 0x06 0x22".split(" "));
    const { page } = await open("#overview");
    await shows(card(page, "Machine"), /WatchdogRuns: at its end the machine is reset/);
    await shows(card(page, "BMC's network"), /MAC address([0-9a-f]{2}:){5}/);
    await suite.bmc.ipmitool("event", "1");
    await shows(card(page, "Event log").getByRole("listitem").first(), /Critical.*Temperature/, 2);
    await suite.bmc.ipmitool(..."raw 0x06 0x24 0x04 0x00 0x00 0x00 0xff 0xff".split(" "));
  });

  it("follows the BMC's clock", async () => {
    const { page } = await open("#overview");
    await shows(card(page, "BMC"), /Time/);
    await suite.bmc.patch("/redfish/v1/Managers/1", { DateTime: "2031-05-06T12:00:00Z" });
    await shows(card(page, "BMC"), /2031.*ahead of this computer/, 5);
    await button(card(page, "BMC"), "Set it").click();
    await expect.poll(() => card(page, "BMC").textContent()).not.toMatch(/2031|this computer/);
  });

  it("restarts the BMC after a question; the page finds it again and the machine has not noticed", async () => {
    const { page } = await open("#overview");
    const { qemuPid } = suite.bmc;
    await button(page, "Restart the BMC").click();
    await button(dialog(page), "Restart the BMC").click();
    await shows(page.getByRole("alert").or(page.locator(".note")), /restart/i, 20);
    await expect.poll(() => page.getByRole("alert").count(), { timeout: 30_000 }).toBe(0);
    await shows(powerState(page), "On");
    expect(page.url()).toMatch(/#overview$/);
    expect(suite.bmc.qemuPid).toBe(qemuPid);
  });
});
