import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { accessibilityFaults } from "../support/accessibility.ts";
import { goByAddress, logIn, powerState, screenCanvas } from "../support/browser.ts";
import { pageSuite } from "../support/page-suite.ts";
import { views } from "../support/page-views.ts";

const suite = pageSuite();
beforeAll(() => suite.bmc.guestPrints("login:"));

/** What would end this page's visit, or is the browser's own. */
const leaves = /log out|log in|reload|reconnect|full screen/i;

/** Buttons that do the same for one thing after another begin with the same words. */
const wordsThatTell = 3;

const buttons = (within: string): string =>
  `[...document.querySelectorAll("${within} button:enabled")].filter(button =>
    button.checkVisibility() && !button.closest("dialog, [popover]"))`;
const nameOf = `(button => (button.getAttribute("aria-label") ?? button.innerText).trim())`;

/** The names of the buttons in sight, one of each kind. */
async function buttonNames(page: Page, within: string): Promise<readonly string[]> {
  const names = await page.evaluate<string[]>(`${buttons(within)}.map(${nameOf})`);
  const kinds = new Map(names.map(name => [name.split(" ").slice(0, wordsThatTell).join(" "), name]));
  return [...kinds.values()].filter(name => name !== "" && !leaves.test(name));
}

/** As a person does, but not with the mouse: what shows a live machine does not keep still under it. */
const press = (page: Page, within: string, name: string): Promise<void> =>
  page.evaluate(`{
    const button = ${buttons(within)}.find(button => ${nameOf}(button) === ${JSON.stringify(name)});
    button?.focus();
    button?.click();
  }`);

/** The first words of what is open over the page. */
const layer = (page: Page): Promise<string> =>
  page.evaluate<string>(
    `new Promise(resolve => setTimeout(() =>
      resolve((document.querySelector("dialog[open], :popover-open")?.innerText ?? "").split("\\n")[0]), 100))`,
  );

describe("axe finds nothing wrong with", () => {
  it("the login, and what it says to a wrong password", async () => {
    const { page } = await suite.visit();
    await page.getByRole("button", { name: "Log in" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await logIn(page, "wrong");
    await page.getByRole("alert").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it.each([1440, 390])("any view at %i pixels", async width => {
    const { page } = await suite.open("", { width, height: 844 });
    await screenCanvas(page).waitFor();
    const wrong = new Map<string, readonly string[]>();
    for (const view of views) {
      await goByAddress(page, view);
      const faults = await accessibilityFaults(page);
      if (faults.length > 0) wrong.set(view, faults);
    }
    expect(wrong).toEqual(new Map());
  });

  it("what any button opens over the page", async () => {
    const { page } = await suite.open();
    await screenCanvas(page).waitFor();
    // Every button is pressed, and none of them is to have an effect.
    await page.route("**", (route, request) =>
      request.method() === "GET" ? route.continue() : route.abort(),
    );
    page.context().on("page", other => void other.close());
    const seen = new Set<string>();
    const wrong = new Map<string, readonly string[]>();
    const pressAll = async (within: string): Promise<void> => {
      for (const name of await buttonNames(page, within)) {
        await press(page, within, name);
        const shown = await layer(page);
        if (shown === "") continue;
        if (!seen.has(shown)) {
          seen.add(shown);
          const faults = await accessibilityFaults(page);
          if (faults.length > 0) wrong.set(name, faults);
        }
        await page.keyboard.press("Escape");
        await expect.poll(() => layer(page)).toBe("");
      }
    };
    await pressAll("header");
    for (const view of views) {
      await goByAddress(page, view);
      await pressAll("main");
    }
    expect(wrong).toEqual(new Map());
    // The account, a dialog with fields and one that asks first: the page has more, but not fewer.
    for (const shown of ["admin", "Add a user", "Clear the event log?"]) expect(seen).toContain(shown);
  });

  it("what is shown while the machine is off", async () => {
    await suite.bmc.reset("ForceOff");
    const { page } = await suite.open();
    await expect.poll(() => powerState(page).textContent()).toContain("Off");
    for (const view of ["console", "overview"]) {
      await goByAddress(page, view);
      expect({ view, faults: await accessibilityFaults(page) }).toEqual({ view, faults: [] });
    }
  });

  it("what is shown while the BMC does not answer", async () => {
    const { page } = await suite.open();
    await goByAddress(page, "console");
    await suite.bmc.signal("SIGTERM");
    await expect.poll(() => page.locator("body").textContent()).toMatch(/again|answer/i);
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
