import type { Page } from "playwright-core";
import { beforeAll } from "vitest";
import { button, soon, terminal } from "./page-parts.ts";
import { type PageSuiteOptions, pageSuite } from "./page-suite.ts";

const prompt = /(login:|#)\s*$/;

/** A terminal pads with no-break spaces. */
export const terminalText = async (page: Page): Promise<string> =>
  ((await terminal(page).locator(".xterm-rows").textContent()) ?? "").replaceAll("\u00a0", " ");

export const terminalShows = (page: Page, text: string | RegExp, seconds = 20) =>
  soon(() => terminalText(page), seconds).toMatch(text);

/** Shows the serial console alone, and gives it the keyboard. */
export async function chooseSerial(page: Page): Promise<void> {
  await button(page, "Serial").click();
  await terminal(page).locator(".xterm-rows, canvas").first().waitFor();
  await terminal(page).click();
}

/** A page suite whose guest has a shell on the serial line. */
export function serialSuite(options: PageSuiteOptions = {}) {
  const suite = pageSuite(options);

  /** A page with only the serial console, at the guest's prompt and ready for the keyboard. */
  async function openSerial(user?: string) {
    const opened = await suite.open("", { user });
    await chooseSerial(opened.page);
    // The prompt is the end of the replay: what is typed before it has come is not for the guest.
    await terminal(opened.page).locator(".xterm-rows").filter({ hasText: prompt }).waitFor();
    return opened;
  }

  /** Runs a command at the prompt and waits until it has ended. @returns what the guest has printed meanwhile */
  async function run(page: Page, command: string, seconds = 30): Promise<string> {
    const { bmc } = suite;
    const from = bmc.serialLog.length;
    const mark = `END${from}.`;
    await page.keyboard.type(`${command}; echo E""ND${from}.\n`);
    await bmc.guestPrints(mark, from, seconds);
    await bmc.guestPrints("# ", bmc.serialLog.indexOf(mark, from), seconds);
    return bmc.serialLog.slice(from);
  }

  beforeAll(async () => {
    await suite.bmc.guestPrints("login:");
    const { page } = await openSerial();
    await page.keyboard.type("root\n");
    await suite.bmc.guestPrints("~ # ");
  });
  return { suite, openSerial, run };
}
