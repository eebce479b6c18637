import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { accessibilityFaults } from "../support/accessibility.ts";
import { launchChromium, logIn, openPage } from "../support/browser.ts";
import { Lab } from "../support/lab.ts";
import { button, dialog, goByNavigation, overflow, shows, soon } from "../support/page-parts.ts";
import { password } from "../support/running-bmc.ts";

const count = 3;

let lab: Lab;
let browser: Browser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  lab = await Lab.start(count);
  browser = await launchChromium({ executablePath: lab.chromium(0) });
  ({ page, errors } = await openPage(browser, { url: lab.url(0) }));
  await logIn(page);
  await goByNavigation(page, "Rack");
});
afterAll(async () => {
  await browser?.close();
  await lab?.close();
});

const nodes = () => page.getByRole("list", { name: "Nodes" }).locator("> li");
const node = (name: string) =>
  nodes().filter({ has: page.getByRole("link", { name: new RegExp(`^${name}\\b`) }) });

it("shows every node of the lab, itself first and without another sign-in", async () => {
  await soon(() => nodes().count(), 20).toBe(count);
  await shows(nodes().first(), /node1.*This BMC.*Off/s, 20);
  await shows(node("node2"), "Not signed in");
});

it("signs in to all of them at once, with a password that is typed once", async () => {
  await button(page, `Sign in to ${count - 1}`).click();
  await dialog(page).getByLabel("Password").fill(password);
  await button(dialog(page), "Sign in").click();
  for (const name of ["node2", "node3"]) await shows(node(name), /Off.*OK/s, 20);
});

it("finds nodes by what is typed, and switches those that are selected", async () => {
  await page.getByRole("searchbox", { name: "Filter the nodes" }).fill("node3");
  await soon(() => nodes().count()).toBe(1);
  await page.getByLabel("Select all shown (1)").check();
  await button(page, "Power on (1)").click();
  await shows(node("node3"), "On", 30);
  await node("node3").getByRole("img").waitFor();
  await page.getByRole("searchbox").fill("");
  await shows(node("node2"), "Off");
});

it("asks before it cuts the power", async () => {
  await button(node("node3"), "More for node3").click();
  await button(node("node3"), "Force off").click();
  await shows(dialog(page), /Force off: node3\?/);
  await button(dialog(page), "Force off").click();
  await shows(node("node3"), "Off", 30);
});

it("is right for all who look, listen, or have little room", async () => {
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await soon(() => overflow(page)).toBe(0);
  expect(errors).toEqual([]);
});
