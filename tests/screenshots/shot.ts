import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { PageOptions } from "../support/browser.ts";

export const folder = join(import.meta.dirname, "../../docs/screenshots");
const quality = 85;

export const looks = {
  light: { width: 1440, height: 900, colorScheme: "light" },
  dark: { width: 1440, height: 900, colorScheme: "dark" },
  phone: { width: 390, height: 844, colorScheme: "light" },
} as const satisfies Record<string, PageOptions>;
export type Look = keyof typeof looks;
export const lookNames = Object.keys(looks) as readonly Look[];

/** What is in sight, as WebP, which Chromium makes and Playwright does not offer. */
export async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  const chromium = await page.context().newCDPSession(page);
  const { data } = await chromium.send("Page.captureScreenshot", { format: "webp", quality });
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(data, "base64"));
  await chromium.detach();
}
