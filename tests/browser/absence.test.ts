import { afterEach, describe, expect, it } from "vitest";
import { logIn, powerState, wholeChromium } from "../support/browser.ts";
import { pageSuite } from "../support/page-suite.ts";
import { openPalette } from "../support/palette.ts";

const suite = pageSuite({ env: { POWER_ON_AT_START: "false" }, executablePath: wholeChromium });

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
    const { page } = await suite.visit({ hash: "#overview" });
    await page.context().grantPermissions(["notifications"]);
    await page.addInitScript(recordNotifications);
    await page.reload();
    await logIn(page);
    await openPalette(page);
    await page.keyboard.press("Escape");
    const shown = () => page.evaluate<string[]>("window.shown");
    await suite.bmc.ipmitool("chassis", "power", "on");
    await expect.poll(() => powerState(page).textContent(), { timeout: 10_000 }).toContain("On");
    expect(await shown()).toEqual([]);

    await openPalette(page);
    await page.keyboard.type("notifications");
    await page.keyboard.press("Enter");
    await page.getByLabel(/Somebody else/).check();
    await page.keyboard.press("Escape");
    process.kill(suite.bmc.qemuPid, "SIGTERM");
    await expect.poll(() => powerState(page).textContent(), { timeout: 10_000 }).toContain("Off");
    await expect.poll(shown).toHaveLength(1);
    expect((await shown())[0]).toMatch(/Off/);
  });
});

describe("the idle time-out", () => {
  const service = "/redfish/v1/SessionService";
  afterEach(async () => {
    await suite.bmc.patch(service, { SessionTimeout: 1800 });
  });

  it("warns in time, stays at one press, and then logs out who does nothing", async () => {
    await suite.bmc.patch(service, { SessionTimeout: 30 });
    // A view that reads every two seconds, whether somebody looks or not.
    const { page, errors } = await suite.open("#sensors");
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
    await suite.bmc.patch(service, { SessionTimeout: 30 });
    const { page } = await suite.open("#overview");
    const warning = page.getByRole("alertdialog");
    await warning.waitFor({ timeout: 25_000 });
    const other = await page.context().newPage();
    await other.goto(`${suite.bmc.url}/#overview`);
    await expect.poll(() => warning.count(), { timeout: 8_000 }).toBe(0);
  });
});
