import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import { goByAddress, launchChromium, logIn, openPage, screenCanvas } from "../support/browser.ts";
import { imageServer } from "../support/image-server.ts";
import { views } from "../support/page-views.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { enliven } from "./lively-machine.ts";
import { shootRack } from "./rack.ts";
import { folder, type Look, lookNames, looks, shoot } from "./shot.ts";

/** So long are the curves of the sensors watched before they are shown. */
const curveMilliseconds = 20_000;

async function shootAll(browser: Browser, bmc: RunningBmc, look: Look): Promise<void> {
  const { page } = await openPage(browser, bmc, { ...looks[look], reducedMotion: "reduce" });
  await page.getByRole("button", { name: "Log in" }).waitFor();
  await shoot(page, `login-${look}`);
  await logIn(page);
  await screenCanvas(page).waitFor();
  for (const view of views.filter(view => view !== "rack")) {
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
  for (const look of lookNames) await shootAll(browser, bmc, look);
} finally {
  await browser.close();
  await bmc.close();
  await images[Symbol.asyncDispose]();
}
await shootRack();
