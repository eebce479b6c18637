import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { powerState } from "./browser.ts";

type Place = Page | Locator;

export const card = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
/** By a text in it, as it is written: "admin" is not the row of the Administrator. */
export const row = (place: Place, text: string) =>
  place.getByRole("row").filter({ hasText: new RegExp(RegExp.escape(text)) });
export const dialog = (page: Page, name?: string) =>
  page.getByRole("dialog", name === undefined ? {} : { name });
export const button = (place: Place, name: string | RegExp) =>
  place.getByRole("button", { name, exact: true });
export const toast = (page: Page, text: string) => page.locator(".toast", { hasText: text });

export const screen = (page: Page) => card(page, "Screen");
export const serialConsole = (page: Page) => card(page, "Serial console");
/** The terminal of the serial console, without its tools. */
export const terminal = (page: Page) => page.getByTestId("serial");

/** What has the keyboard's focus. */
export const focusedName = (page: Page): Promise<string> =>
  page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent");

/** What becomes true within some seconds: a busy machine takes its time. */
export const soon = <T>(read: () => T, seconds = 10) => expect.poll(read, { timeout: seconds * 1000 });

export const shows = (locator: Locator, text: RegExp | string, seconds = 10) =>
  soon(() => locator.textContent(), seconds).toMatch(text);

/** Goes to a view as a person does: by the side bar, or by the drawer of a narrow screen. */
export async function goByNavigation(page: Page, view: string): Promise<void> {
  await powerState(page).waitFor();
  const opener = page.getByRole("button", { name: /^All views/ });
  if (await opener.isVisible()) await opener.click();
  await page.getByRole("navigation").getByRole("link", { name: view, exact: true }).click();
}

/** How far the content reaches beyond the screen, in pixels. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(`Math.max(
    document.documentElement.scrollWidth - document.documentElement.clientWidth,
    document.querySelector("main").scrollWidth - document.querySelector("main").clientWidth,
  )`);
