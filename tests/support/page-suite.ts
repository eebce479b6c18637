import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { launchChromium, logIn, openPage, type PageOptions } from "./browser.ts";
import { password, RunningBmc, userPassword } from "./running-bmc.ts";

export interface PageSuiteOptions {
  /** Of the BMC. */
  readonly env?: NodeJS.ProcessEnv;
  /** A program, with its arguments, that starts the BMC. */
  readonly prefix?: readonly string[];
  /** The browser, when it is not the usual one. */
  readonly executablePath?: string;
  /** Who has an account besides the administrator. */
  readonly users?: Readonly<Record<string, "Operator" | "ReadOnly">>;
}

interface VisitOptions extends PageOptions {
  /** Where the page is, when it is not asked for at the BMC itself. */
  readonly url?: string;
}

export interface OpenOptions extends Omit<VisitOptions, "hash"> {
  /** Who logs in, when it is not the administrator. */
  readonly user?: string | undefined;
}

interface OpenedPage {
  readonly page: Page;
  /** What a developer would see in red. */
  readonly errors: readonly string[];
}

interface PageSuite {
  readonly bmc: RunningBmc;
  readonly browser: Browser;
  /** For files; it goes when the tests have ended. */
  readonly folder: string;
  /** A page before the login. */
  visit(options?: VisitOptions): Promise<OpenedPage>;
  /** A page at this view, of somebody who has logged in. */
  open(hash?: string, options?: OpenOptions): Promise<OpenedPage>;
}

/**
 * One BMC and one browser for all tests of the file that calls this at its top. They are there once its tests and its
 * own hooks run, and so are asked of the suite only then. Each test's pages close behind it.
 */
export function pageSuite({
  env = {},
  prefix = [],
  users = {},
  ...browserOptions
}: PageSuiteOptions = {}): PageSuite {
  let bmc: RunningBmc;
  let browser: Browser;
  let folder: string;
  const pages: Page[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pages-"));
    bmc = await RunningBmc.start(env, prefix);
    for (const [name, role] of Object.entries(users)) await bmc.addUser(name, role);
    browser = await launchChromium(browserOptions);
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
  });
  afterAll(async () => {
    await browser?.close();
    await bmc?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const visit = async ({ url = bmc.url, ...options }: VisitOptions = {}): Promise<OpenedPage> => {
    const opened = await openPage(browser, { url }, options);
    pages.push(opened.page);
    return opened;
  };
  const open = async (hash = "", { user, ...options }: OpenOptions = {}): Promise<OpenedPage> => {
    const opened = await visit({ ...options, hash });
    await logIn(opened.page, user === undefined ? password : userPassword, user);
    await opened.page.locator("main.login").waitFor({ state: "detached" });
    return opened;
  };
  return {
    get bmc() {
      return bmc;
    },
    get browser() {
      return browser;
    },
    get folder() {
      return folder;
    },
    visit,
    open,
  };
}
