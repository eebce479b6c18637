import { type Browser, chromium, type Page } from "playwright-core";
import { password, type RunningBmc, userName } from "./running-bmc.ts";

const chromiumArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Without WebGL the terminal's text is text, which a test can read. */
export function launchChromium({ webgl = false } = {}): Promise<Browser> {
  const args = webgl ? chromiumArguments : [...chromiumArguments, "--disable-3d-apis"];
  return chromium.launch({ executablePath: "/usr/bin/chromium", args });
}

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: "light" | "dark";
  /** The part of the address that says which view: "#sensors". */
  readonly hash?: string;
}

/** A browser profile of its own on the BMC's page; `errors` gathers what a developer would see in red. */
export async function openPage(
  browser: Browser,
  bmc: RunningBmc,
  { width = 1440, height = 900, colorScheme = "light", hash = "" }: PageOptions = {},
): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    ignoreHTTPSErrors: true,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", error => errors.push(error.message));
  page.on("console", message => {
    // The answer to "am I logged in?" before the login.
    if (message.type() === "error" && !message.text().includes("401")) errors.push(message.text());
  });
  await page.goto(`${bmc.url}/${hash}`);
  return { page, errors };
}

export async function logIn(page: Page, secret = password, name = userName): Promise<void> {
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Log in" }).click();
}

export const power = (page: Page) => page.getByRole("group", { name: "Power" });
export const powerState = (page: Page) => page.getByRole("status", { name: "Power state" });

export const screenCanvas = (page: Page) => page.getByTestId("screen").locator("canvas");

/** The pixels of the guest's screen, as a PNG. */
export async function screenPixels(page: Page): Promise<string> {
  return (await screenCanvas(page).screenshot()).toString("base64");
}
