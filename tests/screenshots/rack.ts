import type { Page } from "playwright-core";
import { goByAddress, launchChromium, logIn, openPage } from "../support/browser.ts";
import { Lab } from "../support/lab.ts";
import { password } from "../support/running-bmc.ts";
import { lookNames, looks, shoot } from "./shot.ts";

const count = 6;
/** The nodes whose machines are on, by their place. */
const on = [0, 1, 3];
/** The node that nobody signs in to. */
const stranger = `node${count}`;

async function signIn(page: Page): Promise<void> {
  await page.getByRole("button", { name: `Sign in to ${count - 1}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(stranger).uncheck();
  await dialog.getByLabel("Password").fill(password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  for (const index of on) await page.getByRole("img", { name: `node${index + 1}` }).waitFor();
  await page.getByRole("button", { name: "Search again" }).waitFor();
}

/** The rack of a lab in namespaces, for which this has to run as root. */
export async function shootRack(): Promise<void> {
  const lab = await Lab.start(count);
  const browser = await launchChromium({ executablePath: lab.chromium(0) });
  try {
    for (const index of on) await lab.bmcs[index]?.reset("On");
    for (const index of on) await lab.bmcs[index]?.guestPrints("login:");
    for (const look of lookNames) {
      const options = { ...looks[look], reducedMotion: "reduce" } as const;
      const { page } = await openPage(browser, { url: lab.url(0) }, options);
      await logIn(page);
      await goByAddress(page, "rack");
      await signIn(page);
      await shoot(page, `rack-${look}`);
      await page.context().close();
    }
  } finally {
    await browser.close();
    await lab.close();
  }
}
