import { launchChromium } from "../support/browser.ts";
import { consoleTime, pageWeight } from "../support/page-weight.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { median, ms, row } from "./measure.ts";

const visits = 5;

/** What the page weighs, and how soon its consoles can be used. */
export async function benchPage(): Promise<void> {
  const bmc = await RunningBmc.start();
  const browser = await launchChromium();
  try {
    await bmc.guestPrints("login:");
    const { login, overview } = await pageWeight(browser, bmc);
    const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB gzip`;
    row("page, until somebody can log in", kilobytes(login));
    row("page, login and overview", kilobytes(overview));
    const times: number[] = [];
    for (let visit = 0; visit < visits; visit++) times.push(await consoleTime(browser, bmc));
    row(
      "page, click on Log in to picture and text of both consoles",
      `p50 ${ms(median(times))}`,
      `most ${ms(Math.max(...times))}`,
    );
  } finally {
    await browser.close();
    await bmc.close();
  }
}
