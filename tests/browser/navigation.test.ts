import { describe, expect, it } from "vitest";
import { button, dialog, focusedName, goByNavigation, overflow, shows, soon } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";

const suite = pageSuite({ env: { POWER_ON_AT_START: "true" } });
const { open } = suite;

describe("the views", () => {
  it("have addresses of their own, and take the keyboard's focus", async () => {
    const { page, errors } = await open("#sensors");
    await page.getByRole("heading", { name: "Sensors" }).waitFor();
    await page.getByRole("link", { name: "Users" }).press("Enter");
    await page.getByRole("heading", { name: "Users" }).waitFor();
    expect(page.url()).toMatch(/#users$/);
    expect(await focusedName(page)).toBe("Users");
    expect(await page.title()).toMatch(/^Users · /);
    await page.goBack();
    await page.getByRole("heading", { name: "Sensors" }).waitFor();
    expect(errors).toEqual([]);
  });

  for (const width of [1440, 390]) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`fit ${width} pixels in ${colorScheme}, with a name for every control`, async () => {
        const { page, errors } = await open("#overview", { width, height: 844, colorScheme });
        for (const view of ["Overview", "Sensors", "Event log", "Users"]) {
          await goByNavigation(page, view);
          await page.getByRole("main", { name: view }).getByRole("heading").first().waitFor();
          expect(await overflow(page)).toBe(0);
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

describe("the navigation", () => {
  it("has the views in groups, of which one is the present one", async () => {
    const { page } = await open("#sensors");
    const navigation = page.getByRole("navigation", { name: "Views" });
    await shows(navigation.getByRole("list", { name: "Machine" }), /Overview.*Console.*Boot & BIOS.*Network/);
    await shows(navigation.getByRole("list", { name: "Monitoring" }), /Sensors.*Event log/);
    await shows(navigation.locator("[aria-current=page]"), /^Sensors$/);
    await navigation.getByRole("link", { name: "Boot & BIOS" }).press("Enter");
    await page.getByRole("main", { name: "Boot & BIOS" }).waitFor();
    expect(page.url()).toMatch(/#boot$/);
  });

  it("leaves the room to the consoles until somebody wants the names there, too", async () => {
    const { page } = await open("#console");
    const width = async () => (await page.locator(".side-bar").boundingBox())?.width ?? 0;
    await soon(width).toBeLessThan(60);
    expect(await page.getByRole("link", { name: "Sensors", exact: true }).count()).toBe(1);
    await button(page, "Show the names of the views").click();
    await soon(width).toBeGreaterThan(150);
    await page.reload();
    await soon(width).toBeGreaterThan(150);
    await button(page, "Show only the pictures of the views").click();
    await soon(width).toBeLessThan(60);
  });

  it("is a drawer on a phone, which a choice, Esc and a tap beside it close", async () => {
    const { page } = await open("#overview", { width: 390, height: 844 });
    const opener = page.getByRole("button", { name: /^All views/ });
    const drawer = dialog(page, "Views");
    await shows(opener, /Overview/);
    await opener.click();
    await drawer.getByRole("link", { name: "Hardware" }).click();
    await page.getByRole("main", { name: "Hardware" }).waitFor();
    expect(await drawer.isVisible()).toBe(false);
    await shows(opener, /Hardware/);
    await opener.press("Enter");
    await page.keyboard.press("Escape");
    expect(await drawer.isVisible()).toBe(false);
    await opener.click();
    await page.mouse.click(375, 600);
    await soon(() => drawer.isVisible()).toBe(false);
  });
});
