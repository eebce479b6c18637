import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium, logIn, openPage, screenCanvas } from "../support/browser.ts";
import { chooseSerial, terminalShows } from "../support/serial-suite.ts";
import { engineNetworkWords } from "./support/engine.ts";
import { password, TestContainer } from "./support/test-container.ts";

let folder: string;
let node: TestContainer;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "page-"));
  const chromium = join(folder, "chromium");
  writeFileSync(chromium, `#!/bin/sh\nexec ${engineNetworkWords("/usr/bin/chromium").join(" ")} "$@"\n`);
  chmodSync(chromium, 0o755);
  node = await TestContainer.run();
  await node.powered("on");
  browser = await launchChromium({ executablePath: chromium });
});
afterAll(async () => {
  await browser?.close();
  await node?.remove();
  rmSync(folder, { recursive: true, force: true });
});

it("shows who logs in the guest's screen and its login prompt on the serial line, in Chromium", async () => {
  const url = `https://127.0.0.1:${await node.port("443/tcp")}`;
  const { page, errors } = await openPage(browser, { url });
  await logIn(page, password);
  await screenCanvas(page).waitFor({ timeout: 60_000 });
  const first = await screenCanvas(page).screenshot();
  await expect
    .poll(async () => (await screenCanvas(page).screenshot()).equals(first), { timeout: 60_000 })
    .toBe(false);
  await chooseSerial(page);
  await terminalShows(page, "login:", 120);
  expect(errors).toEqual([]);
});
