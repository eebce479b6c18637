import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { powerState, screenCanvas } from "../support/browser.ts";
import {
  button,
  card,
  focusedName,
  overflow,
  screen,
  serialConsole,
  terminal,
} from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";

const suite = pageSuite({ env: { POWER_ON_AT_START: "true" } });
const { open } = suite;
beforeAll(() => suite.bmc.guestPrints("login:"));

const divider = (page: Page) => page.getByRole("separator", { name: "Share of the screen" });
const width = async (locator: Locator): Promise<number> => (await locator.boundingBox())?.width ?? 0;

describe("the layout", () => {
  it.each([
    ["screen", 1, 0],
    ["serial", 0, 1],
    ["both", 1, 1],
  ])("is what the address says: %s", async (show, screens, serials) => {
    const { page, errors } = await open(`#console?show=${show}`);
    await button(page, "Side by side").waitFor();
    expect([await screen(page).count(), await serialConsole(page).count()]).toEqual([screens, serials]);
    expect(errors).toEqual([]);
  });

  it("stands in the address once it is chosen", async () => {
    const { page } = await open("#console?show=both");
    await button(page, "Serial").click();
    await expect.poll(() => page.url()).toContain("#console?show=serial");
  });

  it("has a divider that the keyboard and the pointer move, whose place is kept", async () => {
    const { page } = await open("#console?show=both");
    await screenCanvas(page).waitFor();
    const before = await width(screen(page));
    await divider(page).focus();
    for (let times = 0; times < 5; times += 1) await page.keyboard.press("ArrowLeft");
    expect(await divider(page).getAttribute("aria-valuenow")).toBe("40");
    expect(await width(screen(page))).toBeLessThan(before - 100);
    await page.keyboard.press("End");
    expect(await divider(page).getAttribute("aria-valuenow")).toBe("80");
    const box = await divider(page).boundingBox();
    if (!box) throw new Error("It is there.");
    await page.mouse.move(box.x + box.width / 2, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(500, box.y + 200, { steps: 5 });
    await page.mouse.up();
    const { x } = (await screen(page).boundingBox()) ?? { x: 0 };
    expect(Math.abs(x + (await width(screen(page))) - 500)).toBeLessThan(40);
    const place = await divider(page).getAttribute("aria-valuenow");
    await page.reload();
    await expect.poll(() => divider(page).getAttribute("aria-valuenow")).toBe(place);
  });

  it("shows each pixel of the guest as one of the page, with scroll bars, or all of them", async () => {
    const { page } = await open("#console?show=screen", { width: 390, height: 844 });
    const canvas = screenCanvas(page);
    await canvas.waitFor();
    await expect.poll(() => width(canvas)).toBeLessThan(390);
    await button(page, "Actual size").click();
    await expect.poll(() => width(canvas)).toBe(720);
    const scrolled = await canvas.evaluate(
      "document.querySelector('.screen canvas').parentElement.scrollWidth",
    );
    expect(scrolled).toBeGreaterThanOrEqual(720);
    expect(await overflow(page)).toBe(0);
    await button(page, "Actual size").click();
    await expect.poll(() => width(canvas)).toBeLessThan(390);
  });
});

describe("a window of its own", () => {
  it("takes the screen, and gives it back when it closes", async () => {
    const { page, errors } = await open("#console?show=both");
    await screenCanvas(page).waitFor();
    const detached = page.waitForEvent("popup");
    await button(screen(page), "Open in a window of its own").click();
    const popup = await detached;
    await screenCanvas(popup).waitFor();
    expect(popup.url()).toMatch(/#console\?show=screen&detached/);
    expect(await popup.title()).toMatch(/^Screen · /);
    expect(await popup.getByRole("link", { name: "Overview" }).count()).toBe(0);
    await button(popup, "Power").waitFor();
    await screen(page).getByText("The screen is in a window of its own").waitFor();
    expect(await screenCanvas(page).count()).toBe(0);
    await popup.close();
    await screenCanvas(page).waitFor();
    expect(errors).toEqual([]);
  });

  it("closes when the page takes the console back, which may have been loaded again meanwhile", async () => {
    const { page } = await open("#console?show=serial");
    await serialConsole(page).waitFor();
    const detached = page.waitForEvent("popup");
    await button(serialConsole(page), "Open in a window of its own").click();
    const popup = await detached;
    await terminal(popup).waitFor();
    await page.reload();
    await button(page, "Bring it back").click();
    await terminal(page).waitFor();
    await expect.poll(() => popup.isClosed()).toBe(true);
  });
});

describe("the full screen", () => {
  it("shows the guest alone, and its tools to the pointer and to the keyboard", async () => {
    const { page, errors } = await open("#console?show=both");
    await screenCanvas(page).waitFor();
    await button(screen(page), "Full screen").click();
    await expect.poll(() => page.evaluate("document.fullscreenElement !== null")).toBe(true);
    expect(await page.getByRole("link", { name: "Overview" }).count()).toBe(0);
    const tools = screen(page).locator(".tool-bar");
    const top = async () => (await tools.boundingBox())?.y ?? 0;
    await page.mouse.move(600, 500);
    await expect.poll(top, { timeout: 5000 }).toBeLessThan(-30);
    await page.mouse.move(720, 10);
    await expect.poll(top).toBe(0);
    await page.mouse.move(600, 500);
    await expect.poll(top).toBeLessThan(-30);
    await screenCanvas(page).click();
    await page.keyboard.press("Control+Alt+KeyG");
    await expect.poll(top).toBe(0);
    expect(await focusedName(page)).toBe("Keys");
    await button(screen(page), "Leave the full screen").press("Enter");
    await page.getByRole("link", { name: "Overview" }).waitFor();
    expect(await page.evaluate("document.fullscreenElement === null")).toBe(true);
    expect(errors).toEqual([]);
  });
});

describe("beside the consoles", () => {
  it("the next boot is set, as IPMI sees it, and set back", async () => {
    const { page } = await open("#console?show=screen");
    await button(page, "Boot once from…").click();
    await button(page, "CD or DVD").click();
    await expect.poll(() => page.getByText(/^Now:/).textContent()).toMatch(/CD or DVD, next boot only/);
    expect(await suite.bmc.ipmitool("chassis", "bootparam", "get", "5")).toMatch(/CD\/DVD/);
    await button(page, "As configured").click();
    await expect.poll(() => page.getByText(/^Now:/).textContent()).toMatch(/Configured order/);
  });

  it("are the media, on a phone as a sheet from below", async () => {
    const { page } = await open("#console?show=screen", { width: 390, height: 844 });
    await button(page, "Media").click();
    const media = card(page, "Media");
    await expect.poll(() => media.textContent()).toContain("CD drive: empty");
    const box = await page.locator(".sheet:popover-open").boundingBox();
    expect([box?.x, box?.width, (box?.y ?? 0) + (box?.height ?? 0)]).toEqual([0, 390, 844]);
  });
});

describe("the guest's reset and power cycle", () => {
  it("leave the consoles open, or bring them back by themselves", async () => {
    const { page, errors } = await open("#console?show=both");
    await screenCanvas(page).waitFor();
    await page.evaluate("window.stillHere = true");
    let from = suite.bmc.serialLog.length;
    await suite.bmc.reset("ForceRestart");
    from = await suite.bmc.guestPrints("login:", from);
    await screenCanvas(page).waitFor();
    await suite.bmc.reset("PowerCycle");
    await suite.bmc.guestPrints("login:", from);
    await expect.poll(() => powerState(page).textContent()).toContain("On");
    await screenCanvas(page).waitFor();
    await expect.poll(() => terminal(page).textContent(), { timeout: 20_000 }).toContain("login:");
    expect(await page.evaluate("window.stillHere")).toBe(true);
    expect(errors).toEqual([]);
  });
});
