import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import {
  goByAddress,
  launchChromium,
  logIn,
  openPage,
  type PageOptions,
  screenCanvas,
} from "../support/browser.ts";
import { imageServer } from "../support/image-server.ts";
import { views } from "../support/page-views.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { enliven } from "./lively-machine.ts";

const folder = join(import.meta.dirname, "../../docs/screenshots");
const quality = 85;

const looks = {
  light: { width: 1440, height: 900, colorScheme: "light" },
  dark: { width: 1440, height: 900, colorScheme: "dark" },
  phone: { width: 390, height: 844, colorScheme: "light" },
} as const satisfies Record<string, PageOptions>;

/** So long are the curves of the sensors watched before they are shown. */
const curveMilliseconds = 20_000;

/** What is in sight, as WebP, which Chromium makes and Playwright does not offer. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  const chromium = await page.context().newCDPSession(page);
  const { data } = await chromium.send("Page.captureScreenshot", { format: "webp", quality });
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(data, "base64"));
  await chromium.detach();
}

async function shootAll(browser: Browser, bmc: RunningBmc, look: keyof typeof looks): Promise<void> {
  const { page } = await openPage(browser, bmc, { ...looks[look], reducedMotion: "reduce" });
  await page.getByRole("button", { name: "Log in" }).waitFor();
  await shoot(page, `login-${look}`);
  await logIn(page);
  await screenCanvas(page).waitFor();
  for (const view of views) {
    await goByAddress(page, view);
    if (view === "sensors") await page.waitForTimeout(curveMilliseconds);
    if (view === "console") await page.waitForTimeout(1000);
    await shoot(page, `${view}-${look}`);
  }
  await page.context().close();
}

mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) if (file.endsWith(".webp")) rmSync(join(folder, file));
const images = await imageServer({ "/debian-13-netinst.iso": elToritoImage(bootSector("installer")) });
const bmc = await RunningBmc.start({ VM_MEMORY: "512", VM_CPUS: "2" });
const browser = await launchChromium();
try {
  await enliven(bmc, `${images.url}/debian-13-netinst.iso`);
  for (const look of Object.keys(looks) as (keyof typeof looks)[]) await shootAll(browser, bmc, look);
} finally {
  await browser.close();
  await bmc.close();
  await images[Symbol.asyncDispose]();
}
