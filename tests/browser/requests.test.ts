import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import { power } from "../support/browser.ts";
import { imageServer } from "../support/image-server.ts";
import { button, card, dialog, toast } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";
import { openPalette } from "../support/palette.ts";
import { password } from "../support/running-bmc.ts";

const run = promisify(execFile);
const system = "/redfish/v1/Systems/1";
const suite = pageSuite({ env: { POWER_ON_AT_START: "false" } });

const bootTarget = async () =>
  ((await suite.bmc.curl(system)).body.Boot as { BootSourceOverrideTarget: string }).BootSourceOverrideTarget;

describe("undo", () => {
  it("takes a boot override back, from the message or from the bell", async () => {
    const { page } = await suite.open("#overview");
    await openPalette(page);
    await page.keyboard.type("next boot cd");
    await page.keyboard.press("Enter");
    await expect.poll(bootTarget).toBe("Cd");
    await toast(page, "The boot override is changed.").getByRole("button", { name: "Undo" }).click();
    await expect.poll(bootTarget).toBe("None");

    await openPalette(page);
    await page.keyboard.type("every boot network");
    await page.keyboard.press("Enter");
    await toast(page, "The boot override is changed.").getByRole("button", { name: "Dismiss" }).click();
    await page.getByRole("button", { name: "Messages, 2 unread" }).click();
    await page.locator(".messages").getByRole("button", { name: "Undo" }).click();
    await expect.poll(bootTarget).toBe("None");
    expect(await button(page, "Messages").count()).toBe(1);
  });

  it("inserts again what was ejected", async () => {
    await using server = await imageServer({ "/tool.iso": elToritoImage(bootSector("X")) });
    const media = `${system}/VirtualMedia/Cd1`;
    const body = JSON.stringify({ Image: `${server.url}/tool.iso` });
    await suite.bmc.curl(`${media}/Actions/VirtualMedia.InsertMedia`, "--json", body);
    const { page } = await suite.open("#overview");
    await openPalette(page);
    await page.keyboard.type("eject cd");
    await page.keyboard.press("Enter");
    await toast(page, "tool.iso is ejected.").waitFor();
    expect((await suite.bmc.curl(media)).body.Inserted).toBe(false);
    await toast(page, "tool.iso is ejected.").getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await suite.bmc.curl(media)).body.Inserted).toBe(true);
    await suite.bmc.curl(`${media}/Actions/VirtualMedia.EjectMedia`, "--json", "{}");
  });
});

describe("copy as", () => {
  const shell = (command: string) =>
    run("sh", ["-c", command], { env: { ...process.env, BMC_PASSWORD: password } });

  async function copied(page: Page, tool: "curl" | "ipmitool"): Promise<string> {
    await page
      .getByRole("button", { name: `Copy ${tool}` })
      .first()
      .click();
    return page.evaluate<string>("navigator.clipboard.readText()");
  }

  it("curl and ipmitool gives commands that do in a shell what the button did not", async () => {
    const { page, errors } = await suite.open("#overview");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    // Until this has come, nobody knows the port of IPMI.
    await page.route(/NetworkProtocol$/, async route => {
      await page.waitForTimeout(1000);
      await route.continue();
    });
    await openPalette(page);
    await page.keyboard.type("show commands instead");
    await page.keyboard.press("Enter");
    await power(page).getByRole("button", { name: "Power on" }).click();
    await button(page, "Show the commands").click();
    const curl = await copied(page, "curl");
    expect(curl).not.toContain(password);
    expect((await suite.bmc.curl(system)).body.PowerState).toBe("Off");
    await shell(curl);
    await expect.poll(() => suite.bmc.redfishPowerState(), { timeout: 10_000 }).toBe("On");

    await page.keyboard.press("Escape");
    await power(page).getByRole("button", { name: "More power actions" }).click();
    await button(page, "Force off").click();
    await dialog(page).getByRole("button", { name: "Force off" }).click();
    await button(page, "Show the commands").click();
    expect(await suite.bmc.redfishPowerState()).toBe("On");
    await shell(await copied(page, "ipmitool"));
    await expect.poll(() => suite.bmc.redfishPowerState(), { timeout: 10_000 }).toBe("Off");
    expect(errors).toEqual([]);
  });

  it("curl carries hostile text through a real shell to the BMC", async () => {
    const { page } = await suite.open("#overview");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const tag = `it's "$(id)" \`x\` \\ *`;
    await button(page, "Change the asset tag").click();
    await page.getByRole("textbox", { name: "Asset tag" }).fill(tag);
    await button(page, "Save").click();
    await toast(page, "The asset tag is changed.").getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await suite.bmc.curl(system)).body.AssetTag).toBe("");
    await button(page, "Account: admin").click();
    await button(page, "Copy as curl or ipmitool").click();
    // The newest is the undoing; the change itself stands below it.
    await page.getByRole("button", { name: "Copy curl" }).nth(1).click();
    await shell(await page.evaluate<string>("navigator.clipboard.readText()"));
    expect((await suite.bmc.curl(system)).body.AssetTag).toBe(tag);
    await suite.bmc.patch(system, { AssetTag: "" });
  });
});

describe("the API explorer", () => {
  it("follows links, sends with the person's own session, and asks before it changes anything", async () => {
    const { page, errors } = await suite.open("#api");
    const answer = card(page, "Answer");
    const follow = (uri: string) => answer.getByRole("link", { name: uri, exact: true }).first().click();
    await follow("/redfish/v1/Systems");
    await follow(system);
    await expect.poll(() => answer.textContent()).toContain('"PowerState": "Off"');
    await page.goBack();
    await expect.poll(() => answer.textContent()).toContain('"Members@odata.count": 1');

    await page
      .getByRole("searchbox", { name: "Search the operations" })
      .fill("patch /systems/{computersystemid}");
    await page.getByRole("link", { name: /^PATCH \/Systems\/\{ComputerSystemId\}$/ }).click();
    await page.getByLabel("Body").fill('{"LocationIndicatorActive": true}');
    await button(page, "Send").click();
    expect((await suite.bmc.curl(system)).body.LocationIndicatorActive).toBe(false);
    await dialog(page).getByRole("button", { name: "Send" }).click();
    await expect.poll(() => answer.textContent()).toMatch(/20[04] /);
    expect((await suite.bmc.curl(system)).body.LocationIndicatorActive).toBe(true);

    await page.getByLabel("Body").fill('{"LocationIndicatorActive": 3}');
    await button(page, "Send").click();
    await dialog(page).getByRole("button", { name: "Send" }).click();
    await expect.poll(() => answer.textContent()).toContain("PropertyValueTypeError");
    await page.getByLabel("Body").fill("{");
    expect(await button(page, "Send").isDisabled()).toBe(true);
    expect(errors.filter(text => !text.includes("400"))).toEqual([]);
  });
});
