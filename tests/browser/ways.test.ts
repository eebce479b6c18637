import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import { goTo, launchChromium, logIn, openPage, power, powerState } from "../support/browser.ts";
import { imageServer } from "../support/image-server.ts";
import { views } from "../support/page-views.ts";
import { password, RunningBmc } from "../support/running-bmc.ts";

const run = promisify(execFile);

let browser: Browser;
let bmc: RunningBmc;
const pages: Page[] = [];
const system = "/redfish/v1/Systems/1";

beforeAll(async () => {
  bmc = await RunningBmc.start({ POWER_ON_AT_START: "false" });
  browser = await launchChromium();
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});
afterAll(async () => {
  await browser?.close();
  await bmc?.close();
});

async function open(hash = "#overview", options: Parameters<typeof openPage>[2] = {}) {
  const opened = await openPage(browser, bmc, { hash, ...options });
  pages.push(opened.page);
  await logIn(opened.page);
  await opened.page.getByRole("button", { name: "Account: admin" }).waitFor();
  return opened;
}

const palette = (page: Page) => page.getByRole("dialog", { name: "Commands" });
const option = (page: Page, name: string | RegExp) => palette(page).getByRole("option", { name });
const toast = (page: Page, text: string) => page.locator(".toast", { hasText: text });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const bootTarget = async () =>
  ((await bmc.curl(system)).body.Boot as { BootSourceOverrideTarget: string }).BootSourceOverrideTarget;

/** The page's own code for it comes after the login. */
async function openPalette(page: Page): Promise<void> {
  const opens = async () => {
    await page.keyboard.press("Control+k");
    return palette(page).isVisible();
  };
  await expect.poll(opens, { timeout: 10_000 }).toBe(true);
}

describe("the command palette", () => {
  it("goes to a view and switches the machine by keys alone", async () => {
    const { page, errors } = await open();
    await openPalette(page);
    await page.keyboard.type("sens");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Sensors" }).waitFor();
    await openPalette(page);
    await page.keyboard.type("power on");
    await page.keyboard.press("Enter");
    await expect.poll(() => powerState(page).textContent(), { timeout: 10_000 }).toContain("On");
    await openPalette(page);
    await page.keyboard.type("force off");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Force off?" });
    await dialog.getByRole("button", { name: "Force off" }).click();
    await expect.poll(() => powerState(page).textContent(), { timeout: 10_000 }).toContain("Off");
    expect(errors).toEqual([]);
  });

  it("says why something cannot be done, and does not do it", async () => {
    const { page } = await open();
    await openPalette(page);
    await page.keyboard.type("power cycle");
    expect(await option(page, /Power cycle/).getAttribute("aria-disabled")).toBe("true");
    expect(await option(page, /Power cycle/).textContent()).toContain(
      "Not in this state of the machine: Off",
    );
    await page.keyboard.press("Enter");
    expect(await palette(page).isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await palette(page).count()).toBe(0);
  });

  it("goes down the list with the arrow keys, and round", async () => {
    const { page } = await open();
    await openPalette(page);
    await page.keyboard.type("theme");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    const chosen = palette(page).locator('[aria-selected="true"]');
    expect(await palette(page).getByRole("option").last().getAttribute("aria-selected")).toBe("true");
    const id = await palette(page).getByRole("combobox").getAttribute("aria-activedescendant");
    expect(await chosen.getAttribute("id")).toBe(id);
  });

  it("leaves the keys to a console, until Ctrl+Alt+G", async () => {
    await bmc.reset("On");
    const { page } = await open("#console");
    await bmc.guestPrints("login:");
    const terminal = page.getByTestId("serial");
    await expect.poll(() => terminal.textContent(), { timeout: 20_000 }).toContain("login:");
    await terminal.click();
    await page.keyboard.press("Control+k");
    await page.keyboard.press("?");
    // The guest's echo says that the key went there.
    await expect.poll(() => terminal.textContent(), { timeout: 10_000 }).toContain("login: ?");
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.keyboard.press("Control+Alt+g");
    await openPalette(page);
    await page.keyboard.press("Escape");
    await bmc.reset("ForceOff");
  });
});

describe("shortcuts", () => {
  it("go to views and open their own list, but not while somebody types, nor when switched off", async () => {
    const { page } = await open();
    await openPalette(page);
    await page.keyboard.press("Escape");
    const search = page.getByRole("searchbox", { name: "Search the event log" });
    // A slow machine may be too late with the second key.
    const goes = async () => {
      await page.keyboard.press("g");
      await page.keyboard.press("e");
      return search.isVisible();
    };
    await expect.poll(goes, { timeout: 10_000, interval: 500 }).toBe(true);
    await page.keyboard.press("/");
    await page.keyboard.type("ge?");
    expect(await search.inputValue()).toBe("ge?");
    await page.getByRole("main").focus();
    await page.keyboard.press("?");
    const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await list.getByLabel("Shortcuts of single keys").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(page.url()).toContain("#event-log");
  });
});

describe("undo", () => {
  it("takes a boot override back, from the message or from the bell", async () => {
    const { page } = await open();
    await openPalette(page);
    await page.keyboard.type("next boot cd");
    await page.keyboard.press("Enter");
    await expect.poll(bootTarget).toBe("Cd");
    await toast(page, "The boot override is changed.").getByRole("button", { name: "Undo" }).click();
    await expect.poll(bootTarget).toBe("None");

    await openPalette(page);
    await page.keyboard.type("every boot network");
    await page.keyboard.press("Enter");
    await toast(page, "The boot override is changed.").getByRole("button", { name: "Dismiss" }).click();
    await page.getByRole("button", { name: "Messages, 2 unread" }).click();
    await page.locator(".messages").getByRole("button", { name: "Undo" }).click();
    await expect.poll(bootTarget).toBe("None");
    expect(await button(page, "Messages").count()).toBe(1);
  });

  it("inserts again what was ejected", async () => {
    await using server = await imageServer({ "/tool.iso": elToritoImage(bootSector("X")) });
    const media = `${system}/VirtualMedia/Cd1`;
    const body = JSON.stringify({ Image: `${server.url}/tool.iso` });
    await bmc.curl(`${media}/Actions/VirtualMedia.InsertMedia`, "--json", body);
    const { page } = await open();
    await openPalette(page);
    await page.keyboard.type("eject cd");
    await page.keyboard.press("Enter");
    await toast(page, "tool.iso is ejected.").waitFor();
    expect((await bmc.curl(media)).body.Inserted).toBe(false);
    await toast(page, "tool.iso is ejected.").getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await bmc.curl(media)).body.Inserted).toBe(true);
    await bmc.curl(`${media}/Actions/VirtualMedia.EjectMedia`, "--json", "{}");
  });
});

describe("copy as", () => {
  const shell = (command: string) =>
    run("sh", ["-c", command], { env: { ...process.env, BMC_PASSWORD: password } });

  async function copied(page: Page, tool: "curl" | "ipmitool"): Promise<string> {
    await page
      .getByRole("button", { name: `Copy ${tool}` })
      .first()
      .click();
    return page.evaluate<string>("navigator.clipboard.readText()");
  }

  it("curl and ipmitool gives commands that do in a shell what the button did not", async () => {
    const { page, errors } = await open();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await openPalette(page);
    await page.keyboard.type("show commands instead");
    await page.keyboard.press("Enter");
    await power(page).getByRole("button", { name: "Power on" }).click();
    await button(page, "Show the commands").click();
    const curl = await copied(page, "curl");
    expect(curl).not.toContain(password);
    expect((await bmc.curl(system)).body.PowerState).toBe("Off");
    await shell(curl);
    await expect.poll(() => bmc.redfishPowerState(), { timeout: 10_000 }).toBe("On");

    await page.keyboard.press("Escape");
    await power(page).getByRole("button", { name: "More power actions" }).click();
    await button(page, "Force off").click();
    await page.getByRole("dialog").getByRole("button", { name: "Force off" }).click();
    await button(page, "Show the commands").click();
    expect(await bmc.redfishPowerState()).toBe("On");
    await shell(await copied(page, "ipmitool"));
    await expect.poll(() => bmc.redfishPowerState(), { timeout: 10_000 }).toBe("Off");
    expect(errors).toEqual([]);
  });

  it("curl carries hostile text through a real shell to the BMC", async () => {
    const { page } = await open();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const tag = `it's "$(id)" \`x\` \\ *`;
    await button(page, "Change the asset tag").click();
    await page.getByRole("textbox", { name: "Asset tag" }).fill(tag);
    await button(page, "Save").click();
    await toast(page, "The asset tag is changed.").getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await bmc.curl(system)).body.AssetTag).toBe("");
    await button(page, "Account: admin").click();
    await button(page, "Copy as curl or ipmitool").click();
    // The newest is the undoing; the change itself stands below it.
    await page.getByRole("button", { name: "Copy curl" }).nth(1).click();
    await shell(await page.evaluate<string>("navigator.clipboard.readText()"));
    expect((await bmc.curl(system)).body.AssetTag).toBe(tag);
    await bmc.patch(system, { AssetTag: "" });
  });
});

describe("the API explorer", () => {
  it("follows links, sends with the person's own session, and asks before it changes anything", async () => {
    const { page, errors } = await open("#api");
    const answer = page.getByRole("region", { name: "Answer" });
    const follow = (uri: string) => answer.getByRole("link", { name: uri, exact: true }).first().click();
    await follow("/redfish/v1/Systems");
    await follow(system);
    await expect.poll(() => answer.textContent()).toContain('"PowerState": "Off"');
    await page.goBack();
    await expect.poll(() => answer.textContent()).toContain('"Members@odata.count": 1');

    await page
      .getByRole("searchbox", { name: "Search the operations" })
      .fill("patch /systems/{computersystemid}");
    await page.getByRole("link", { name: /^PATCH \/Systems\/\{ComputerSystemId\}$/ }).click();
    await page.getByLabel("Body").fill('{"LocationIndicatorActive": true}');
    await button(page, "Send").click();
    expect((await bmc.curl(system)).body.LocationIndicatorActive).toBe(false);
    await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
    await expect.poll(() => answer.textContent()).toMatch(/20[04] /);
    expect((await bmc.curl(system)).body.LocationIndicatorActive).toBe(true);

    await page.getByLabel("Body").fill('{"LocationIndicatorActive": 3}');
    await button(page, "Send").click();
    await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
    await expect.poll(() => answer.textContent()).toContain("PropertyValueTypeError");
    await page.getByLabel("Body").fill("{");
    expect(await button(page, "Send").isDisabled()).toBe(true);
    expect(errors.filter(text => !text.includes("400"))).toEqual([]);
  });
});

/** Stands before the page's code: keeps what the browser would show. */
const recordNotifications = `
  window.shown = [];
  const Real = window.Notification;
  window.Notification = class extends Real {
    constructor(title, options) {
      super(title, options);
      window.shown.push(options.body);
    }
  };
  document.hasFocus = () => false;
`;

describe("notifications of the browser", () => {
  it("come for what was chosen, once it was, and not for what this person did", async () => {
    const { page } = await openPage(browser, bmc, { hash: "#overview" });
    pages.push(page);
    await page.context().grantPermissions(["notifications"]);
    await page.addInitScript(recordNotifications);
    await page.reload();
    await logIn(page);
    await openPalette(page);
    await page.keyboard.press("Escape");
    const shown = () => page.evaluate<string[]>("window.shown");
    await bmc.ipmitool("chassis", "power", "on");
    await expect.poll(() => powerState(page).textContent(), { timeout: 10_000 }).toContain("On");
    expect(await shown()).toEqual([]);

    await openPalette(page);
    await page.keyboard.type("notifications");
    await page.keyboard.press("Enter");
    await page.getByLabel(/Somebody else/).check();
    await page.keyboard.press("Escape");
    process.kill(bmc.qemuPid, "SIGTERM");
    await expect.poll(() => powerState(page).textContent(), { timeout: 10_000 }).toContain("Off");
    await expect.poll(shown).toHaveLength(1);
    expect((await shown())[0]).toMatch(/Off/);
  });
});

describe("the idle time-out", () => {
  const service = "/redfish/v1/SessionService";
  afterEach(async () => {
    await bmc.patch(service, { SessionTimeout: 1800 });
  });

  it("warns in time, stays at one press, and then logs out who does nothing", async () => {
    await bmc.patch(service, { SessionTimeout: 30 });
    // A view that reads every two seconds, whether somebody looks or not.
    const { page, errors } = await open("#sensors");
    const warning = page.getByRole("alertdialog");
    await warning.waitFor({ timeout: 25_000 });
    expect(await warning.textContent()).toMatch(/logged out in (1[0-5]|[1-9]) s/);
    await warning.getByRole("button", { name: "Stay logged in" }).click();
    await expect.poll(() => warning.count()).toBe(0);
    await warning.waitFor({ timeout: 25_000 });
    await page.getByText("Your session has ended.").waitFor({ timeout: 40_000 });
    expect(await page.getByLabel("Password").count()).toBe(1);
    expect(errors).toEqual([]);
  });

  it("takes the warning back when another window of the same person uses the session", async () => {
    await bmc.patch(service, { SessionTimeout: 30 });
    const { page } = await open();
    const warning = page.getByRole("alertdialog");
    await warning.waitFor({ timeout: 25_000 });
    const other = await page.context().newPage();
    await other.goto(`${bmc.url}/#overview`);
    await expect.poll(() => warning.count(), { timeout: 8_000 }).toBe(0);
  });
});

/** Two English words in a row, in sight or for those who listen, where the text is the page's own. */
const englishInSight = `(() => {
  const isOurs = node => !node.closest("[lang=en], noscript, script, style, code, pre, kbd, .terminal-host, .screen");
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node instanceof Element ? node : node.parentElement;
    if (!isOurs(element)) continue;
    if (node instanceof Element) {
      for (const name of ["aria-label", "title", "placeholder", "alt"]) texts.push(node.getAttribute(name) ?? "");
    } else texts.push(node.data);
  }
  return texts.map(text => text.trim()).filter(text => /[A-Za-z]{2,} [a-z]{2,}/.test(text));
})()`;

describe("the language", () => {
  it("is chosen in the account's menu, and kept", async () => {
    const { page } = await open();
    await button(page, "Account: admin").click();
    await page.getByLabel("Language").selectOption("ja");
    await page.getByRole("button", { name: "アカウント: admin" }).waitFor();
    expect(await page.evaluate("document.documentElement.lang")).toBe("ja");
    await page.reload();
    await page.getByRole("link", { name: "イベントログ", exact: true }).waitFor();
    expect(await page.title()).toMatch(/^概要 · /);
  });

  for (const width of [1440, 390]) {
    it(`leaves no English in Japanese, and fits ${width} pixels`, async () => {
      await bmc.reset("On");
      await expect.poll(() => bmc.redfishPowerState()).toBe("On");
      const { page, errors } = await openPage(browser, bmc, { width, height: 844 });
      pages.push(page);
      await page.evaluate('localStorage.setItem("language", "ja")');
      await page.reload();
      await page.getByRole("heading", { name: "ログイン" }).waitFor();
      expect(await page.evaluate(englishInSight)).toEqual([]);
      await page.getByLabel("ユーザー名").fill("admin");
      await page.getByLabel("パスワード").fill(password);
      await page.getByRole("button", { name: "ログイン" }).click();
      await page.getByRole("status", { name: "電源状態" }).waitFor();
      for (const view of views) {
        await goTo(page, view);
        const html = "document.documentElement";
        expect(await page.evaluate(`${html}.scrollWidth - ${html}.clientWidth`)).toBe(0);
        expect(await page.evaluate(englishInSight), view).toEqual([]);
      }
      await page.keyboard.press("Control+k");
      const commands = page.getByRole("dialog", { name: "コマンド" });
      await commands.waitFor();
      expect(await page.evaluate(englishInSight)).toEqual([]);
      // Also by its English name, for fingers that know it.
      await page.keyboard.type("force off");
      expect(await commands.getByRole("option").first().textContent()).toContain("強制オフ");
      expect(errors).toEqual([]);
    });
  }
});
