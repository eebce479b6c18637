import type { Browser, Page } from "playwright-core";
import { goByAddress, logIn, openPage } from "./browser.ts";
import type { RunningBmc } from "./running-bmc.ts";

/** Bytes of the page's own files, compressed by gzip, as they come over the wire without their headers. */
export interface PageWeight {
  /** Until somebody can log in. */
  readonly login: number;
  /** Until the overview is there, the login's files among them. */
  readonly overview: number;
}

async function weigh(page: Page, addresses: Iterable<string>): Promise<number> {
  let bytes = 0;
  for (const address of addresses) {
    const answer = await page.request.get(address, { headers: { "accept-encoding": "gzip" } });
    bytes += Number(answer.headers()["content-length"]);
  }
  return bytes;
}

export async function pageWeight(browser: Browser, bmc: RunningBmc): Promise<PageWeight> {
  const { page } = await openPage(browser, bmc, { hash: "#overview" });
  const files = new Set<string>([`${bmc.url}/`]);
  page.on("request", request => {
    const { pathname } = new URL(request.url());
    if (/\.(js|css|svg|woff2?|png)$/.test(pathname)) files.add(request.url());
  });
  await page.reload();
  await page.getByRole("button", { name: "Log in" }).waitFor();
  const login = await weigh(page, files);
  await logIn(page);
  await goByAddress(page, "overview");
  const overview = await weigh(page, files);
  await page.context().close();
  return { login, overview };
}

/** From the click on "Log in" to a picture on the screen and text in the terminal. @returns milliseconds */
export async function consoleTime(browser: Browser, bmc: RunningBmc): Promise<number> {
  const { page } = await openPage(browser, bmc, { hash: "#console" });
  await page.getByLabel("User name").waitFor();
  await page.evaluate(`addEventListener("submit", () => performance.mark("login"))`);
  await logIn(page);
  const time = await page.evaluate<number>(`new Promise(resolve => {
    const look = () => {
      const canvas = document.querySelector("[data-testid=screen] canvas");
      const hasPicture = canvas?.checkVisibility({ visibilityProperty: true }) && canvas.width > 300;
      const hasText = document.querySelector("[data-testid=serial]")?.textContent.includes("login:");
      if (!hasPicture || !hasText) return requestAnimationFrame(look);
      resolve(performance.now() - performance.getEntriesByName("login")[0].startTime);
    };
    look();
  })`);
  await page.context().close();
  return time;
}
