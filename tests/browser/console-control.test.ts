import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { screenCanvas, screenPixels } from "../support/browser.ts";
import { button, card, screen, shows, soon, terminal } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

const suite = pageSuite({
  env: { POWER_ON_AT_START: "true" },
  users: { olga: "Operator", rita: "ReadOnly" },
});

beforeAll(async () => {
  const shell = await SerialViewer.open(suite.bmc);
  await shell.login();
  shell.close();
});

/** A browser of its own, logged in, with both consoles to be seen. */
async function open(user?: string, hash = "#console?show=both") {
  const { page } = await suite.open(hash, { user });
  await screenCanvas(page).waitFor();
  await expect.poll(() => terminal(page).textContent()).toContain("#");
  return page;
}

const viewers = (page: Page) => button(page, /^Viewers: /);
const whoIsHere = (page: Page) => card(page, "Who is here");

/** Presses it in the list of viewers. */
async function press(page: Page, name: string): Promise<void> {
  if (!(await whoIsHere(page).isVisible())) await viewers(page).click();
  await button(whoIsHere(page), name).click();
  await page.keyboard.press("Escape");
}

/** Types a word at the guest's shell on the serial line. @returns whether the guest echoes it */
async function isHeard(page: Page, word: string): Promise<boolean> {
  const from = suite.bmc.serialLog.length;
  await terminal(page).click();
  await page.keyboard.type(`${word}\n`);
  return suite.bmc.guestPrints(word, from, 3).then(
    () => true,
    () => false,
  );
}

/** What a script gets that opens the address and sends this, whatever the page would send. */
const sent = (page: Page, path: string, bytes: readonly number[]) =>
  page.evaluate<string>(
    `new Promise(resolve => {
      const socket = new WebSocket(new URL("${path}", location.href.replace("http", "ws")));
      socket.onmessage = ({ data }) => {
        if (typeof data !== "string") return;
        const { type } = JSON.parse(data);
        if (type === "hello") socket.send(Uint8Array.from(${JSON.stringify(bytes)}));
        else { resolve(type); socket.close(); }
      };
    })`,
  );

describe("two browsers at once", () => {
  it("see the same; who looks only types nothing, whatever is sent", async () => {
    const admin = await open();
    const looker = await open(undefined, "#console?show=both&viewonly");
    await shows(screen(looker), "View only");
    await shows(viewers(admin), "2");
    await screenCanvas(looker).click();
    const before = await screenPixels(admin);
    await looker.keyboard.type("zzzzzzzz");
    expect(await isHeard(looker, "from-the-looker")).toBe(false);
    expect(await sent(looker, "ws/serial?viewonly", [120, 13])).toBe("refused");
    await screenCanvas(admin).click();
    await admin.keyboard.type("aaaa");
    await expect.poll(() => screenPixels(admin), { timeout: 10_000 }).not.toBe(before);
    const cursor = await screenPixels(admin);
    expect(cursor).not.toBe(before);
    expect(await isHeard(admin, "from-the-admin")).toBe(true);
    await shows(terminal(looker), "from-the-admin");
    expect(suite.bmc.serialLog).not.toContain("from-the-looker");
  });

  it("a ReadOnly account looks only, and is on everybody's list", async () => {
    const rita = await open("rita");
    const admin = await open();
    expect(await sent(rita, "ws/serial", [120, 13])).toBe("refused");
    await viewers(admin).click();
    await shows(whoIsHere(admin), /rita\s*Looks on\s*ReadOnly · Screen \+ Serial · 127\.0\.0\.1/);
    await viewers(rita).click();
    await shows(whoIsHere(rita), /admin/);
    expect(await whoIsHere(rita).textContent()).not.toMatch(/admin.*127\.0\.0\.1.*rita/s);
    await button(whoIsHere(admin), "Disconnect rita").click();
    await shows(screen(rita), /Somebody has ended this/);
    await button(screen(rita), "Connect again").click();
    await screenCanvas(rita).waitFor();
  });
});

describe("the control of the consoles", () => {
  it("is one person's, who is asked for it and keeps or gives it", async () => {
    const admin = await open();
    const olga = await open("olga");
    await press(admin, "Only I type");
    const atOlga = screen(olga);
    await shows(atOlga, "admin has the control");
    await screenCanvas(olga).waitFor();
    expect(await isHeard(olga, "olga-alone")).toBe(false);
    expect(await isHeard(admin, "admin-alone")).toBe(true);

    await press(olga, "Ask for the control");
    const question = admin.getByRole("alertdialog", { name: "Control of the consoles" });
    await shows(question, /olga asks for the control of the consoles\. It passes in \d+ s/);
    await button(question, "Keep it").click();
    await shows(olga.getByRole("log", { name: "Messages" }), "admin has the control of the consoles still.");
    await expect.poll(() => olga.getByText("admin is asked for the control").count()).toBe(0);
    expect(await isHeard(olga, "olga-refused")).toBe(false);

    await press(olga, "Ask for the control");
    await button(question, "Give it").click();
    await shows(screen(admin), "olga has the control");
    await soon(() => atOlga.textContent()).not.toContain("has the control");
    expect(await isHeard(olga, "olga-at-last")).toBe(true);
    expect(await isHeard(admin, "admin-no-more")).toBe(false);

    const system = await suite.bmc.curl("/redfish/v1/Systems/1");
    expect(system.body.Oem).toMatchObject({ QemuBmc: { ConsoleController: "olga" } });
    await press(admin, "Take the control");
    await soon(() => screen(admin).textContent()).not.toContain("has the control");
    expect(await isHeard(admin, "admin-again")).toBe(true);
    await press(admin, "Let everybody type");
    await soon(() => atOlga.textContent()).not.toContain("has the control");
    expect(await isHeard(olga, "olga-too")).toBe(true);
  });

  it("stays with who loads the page again, and is all people's again when they leave", async () => {
    const admin = await open();
    const olga = await open("olga");
    await press(olga, "Only I type");
    const atAdmin = screen(admin);
    await shows(atAdmin, "olga has the control");
    await olga.reload();
    await screenCanvas(olga).waitFor();
    expect(await isHeard(olga, "olga-still")).toBe(true);
    await olga.close();
    await expect.poll(() => atAdmin.textContent(), { timeout: 10_000 }).not.toContain("has the control");
  });
});
