import { type Browser, chromium, type Page, type Request } from "playwright-core";
import { password, type RunningBmc, userName } from "./running-bmc.ts";

const chromiumArguments = [
  "--no-sandbox",
  // Where unknown certificates only are let pass, Chromium tries each connection again, and now and then gives up.
  "--ignore-certificate-errors",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Debian's Chromium without windows: those around a page take more work than the page. */
const headlessShell = "/usr/bin/chromium-headless-shell";
/** For what only a browser with windows has, as notifications. */
export const wholeChromium = "/usr/bin/chromium";

/** Without WebGL the terminal's text is text, which a test can read. */
export function launchChromium({ webgl = false, executablePath = headlessShell } = {}): Promise<Browser> {
  const args = webgl ? chromiumArguments : [...chromiumArguments, "--disable-3d-apis"];
  return chromium.launch({ executablePath, args });
}

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: "light" | "dark";
  readonly reducedMotion?: "reduce" | "no-preference";
  /** The part of the address that says which view: "#sensors". */
  readonly hash?: string;
}

/** A browser profile of its own on the BMC's page; `errors` gathers what a developer would see in red. */
export async function openPage(
  browser: Browser,
  bmc: Pick<RunningBmc, "url">,
  {
    width = 1440,
    height = 900,
    colorScheme = "light",
    reducedMotion = "no-preference",
    hash = "",
  }: PageOptions = {},
): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    reducedMotion,
    ignoreHTTPSErrors: true,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", error => errors.push(error.message));
  page.on("console", message => {
    // The answer to "am I logged in?" before the login, and to a look at a machine that went off just then; and what
    // Chromium gives up, see below.
    const isExpected =
      /401|ERR_NETWORK_CHANGED/.test(message.text()) ||
      (/409|503/.test(message.text()) && message.location().url.includes("/Screenshot"));
    if (message.type() === "error" && !isExpected) errors.push(message.text());
  });
  await load(page, `${bmc.url}/${hash}`);
  return { page, errors };
}

const networkChanged = "net::ERR_NETWORK_CHANGED";

/**
 * Once more where Chromium gives a part of the page up, as it does when an interface of the machine comes or goes.
 * @throws what else keeps a part of it from coming
 */
async function load(page: Page, url: string): Promise<void> {
  const failures: string[] = [];
  const keep = (request: Request): unknown =>
    failures.push(`${request.failure()?.errorText} at ${request.url()}`);
  page.on("requestfailed", keep);
  await page.goto(url).catch(error => failures.push(`${error}`));
  page.off("requestfailed", keep);
  const other = failures.find(each => !each.includes(networkChanged));
  if (other) throw new Error(other);
  if (failures.length > 0) await load(page, url);
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

/** Resolves when no element has come or gone for so many milliseconds, or after 5 s of coming and going. */
const settled = (milliseconds: number): string => `new Promise(resolve => {
  let timer = setTimeout(resolve, ${milliseconds});
  const observer = new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(resolve, ${milliseconds});
  });
  observer.observe(document.body, { subtree: true, childList: true });
  setTimeout(resolve, 5000);
})`;

/** Goes to a view by its address, and waits until all of it is there. */
export async function goByAddress(page: Page, view: string): Promise<void> {
  await page.evaluate(`location.hash = "${view}"`);
  await page.locator("main :is(h2, canvas)").first().waitFor();
  await page.evaluate(settled(200));
}
