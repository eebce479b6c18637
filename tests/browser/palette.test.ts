import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { powerState } from "../support/browser.ts";
import { dialog, terminal } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";
import { openPalette, palette } from "../support/palette.ts";

const suite = pageSuite({ env: { POWER_ON_AT_START: "false" } });

const option = (page: Page, name: string | RegExp) => palette(page).getByRole("option", { name });

describe("the command palette", () => {
  it("goes to a view and switches the machine by keys alone", async () => {
    const { page, errors } = await suite.open("#overview");
    await openPalette(page);
    await page.keyboard.type("sens");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Sensors" }).waitFor();
    await openPalette(page);
    await page.keyboard.type("power on");
    await page.keyboard.press("Enter");
    await expect.poll(() => powerState(page).textContent(), { timeout: 10_000 }).toContain("On");
    await openPalette(page);
    await page.keyboard.type("force off");
    await page.keyboard.press("Enter");
    const question = dialog(page, "Force off?");
    await question.getByRole("button", { name: "Force off" }).click();
    await expect.poll(() => powerState(page).textContent(), { timeout: 10_000 }).toContain("Off");
    expect(errors).toEqual([]);
  });

  it("says why something cannot be done, and does not do it", async () => {
    const { page } = await suite.open("#overview");
    await openPalette(page);
    await page.keyboard.type("power cycle");
    expect(await option(page, /Power cycle/).getAttribute("aria-disabled")).toBe("true");
    expect(await option(page, /Power cycle/).textContent()).toContain(
      "Not in this state of the machine: Off",
    );
    await page.keyboard.press("Enter");
    expect(await palette(page).isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await palette(page).count()).toBe(0);
  });

  it("goes down the list with the arrow keys, and round", async () => {
    const { page } = await suite.open("#overview");
    await openPalette(page);
    await page.keyboard.type("theme");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    const chosen = palette(page).locator('[aria-selected="true"]');
    expect(await palette(page).getByRole("option").last().getAttribute("aria-selected")).toBe("true");
    const id = await palette(page).getByRole("combobox").getAttribute("aria-activedescendant");
    expect(await chosen.getAttribute("id")).toBe(id);
  });

  it("leaves the keys to a console, until Ctrl+Alt+G", async () => {
    await suite.bmc.reset("On");
    const { page } = await suite.open("#console");
    await suite.bmc.guestPrints("login:");
    await expect.poll(() => terminal(page).textContent(), { timeout: 20_000 }).toContain("login:");
    await terminal(page).click();
    await page.keyboard.press("Control+k");
    await page.keyboard.press("?");
    // The guest's echo says that the key went there.
    await expect.poll(() => terminal(page).textContent(), { timeout: 10_000 }).toContain("login: ?");
    expect(await dialog(page).count()).toBe(0);
    await page.keyboard.press("Control+Alt+g");
    await openPalette(page);
    await page.keyboard.press("Escape");
    await suite.bmc.reset("ForceOff");
  });
});

describe("shortcuts", () => {
  it("go to views and open their own list, but not while somebody types, nor when switched off", async () => {
    const { page } = await suite.open("#overview");
    await openPalette(page);
    await page.keyboard.press("Escape");
    const search = page.getByRole("searchbox", { name: "Search the event log" });
    // A slow machine may be too late with the second key.
    const goes = async () => {
      await page.keyboard.press("g");
      await page.keyboard.press("e");
      return search.isVisible();
    };
    await expect.poll(goes, { timeout: 10_000, interval: 500 }).toBe(true);
    await page.keyboard.press("/");
    await page.keyboard.type("ge?");
    expect(await search.inputValue()).toBe("ge?");
    await page.getByRole("main").focus();
    await page.keyboard.press("?");
    const list = dialog(page, "Keyboard shortcuts");
    await list.getByLabel("Shortcuts of single keys").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    expect(await dialog(page).count()).toBe(0);
    expect(page.url()).toContain("#event-log");
  });
});
