import type { Page } from "playwright-core";
import { expect } from "vitest";
import { dialog } from "./page-parts.ts";

/** The commands that Ctrl+K opens over the page. */
export const palette = (page: Page) => dialog(page, "Commands");

/** The page's own code for it comes after the login. */
export async function openPalette(page: Page): Promise<void> {
  const opens = async () => {
    await page.keyboard.press("Control+k");
    return palette(page).isVisible();
  };
  await expect.poll(opens, { timeout: 10_000 }).toBe(true);
}
