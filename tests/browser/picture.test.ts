import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Picture } from "../../server/machine/hypervisor.ts";
import { logIn, screenCanvas } from "../support/browser.ts";
import { button, card, focusedName, screen, shows } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";
import { readPng } from "../support/png.ts";
import { freePort } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

const screenshot = "/redfish/v1/Systems/1/Oem/QemuBmc/Screenshot";

const sshPort = await freePort();
const suite = pageSuite({ env: { SSH_PORT: `${sshPort}`, POWER_ON_AT_START: "true" } });
const { open } = suite;
let guest: SerialViewer;

beforeAll(async () => {
  guest = await SerialViewer.open(suite.bmc);
  await guest.login();
});
afterAll(() => guest?.close());

/** Of an element on the page, as it is drawn at its own size. */
async function drawn(page: Page, selector: string): Promise<Picture> {
  const url = await page.evaluate<string>(`(() => {
    const from = document.querySelector(${JSON.stringify(selector)});
    const canvas = document.createElement("canvas");
    canvas.width = from.naturalWidth ?? from.width;
    canvas.height = from.naturalHeight ?? from.height;
    canvas.getContext("2d").drawImage(from, 0, 0);
    return canvas.toDataURL("image/png");
  })()`);
  return readPng(Buffer.from(url.replace(/^.*,/, ""), "base64"));
}

/** Of the server, with the page's session. */
async function taken(page: Page): Promise<Picture> {
  const response = await page.request.get(suite.bmc.url + screenshot);
  expect(response.headers()["content-type"]).toBe("image/png");
  return readPng(await response.body());
}

/** The share of pixels that are not the same in both. */
function difference(a: Picture, b: Picture): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let others = 0;
  for (let at = 0; at < a.pixels.length; at += 3) {
    const isOther = [0, 1, 2].some(
      colour => Math.abs((a.pixels[at + colour] ?? 0) - (b.pixels[at + colour] ?? 0)) > 8,
    );
    if (isOther) others += 1;
  }
  return others / (a.width * a.height);
}

const bright = ({ pixels }: Picture): number => pixels.reduce((sum, byte) => sum + (byte > 0x60 ? 1 : 0), 0);

describe("the picture that the server takes", () => {
  it("is what the console shows", async () => {
    const { page } = await open("#console");
    await screenCanvas(page).waitFor({ timeout: 20_000 });
    const canvas = "[data-testid=screen] canvas";
    // The canvas may have a moment's delay, and a cursor may blink in between.
    const isTheSame = async () => difference(await taken(page), await drawn(page, canvas)) < 0.001;
    await expect.poll(isTheSame, { timeout: 20_000 }).toBe(true);
    const picture = await taken(page);
    expect([picture.width, picture.height]).toEqual([720, 400]);
    expect(bright(picture)).toBeGreaterThan(1000);
  });
});

describe("the overview", () => {
  const thumbnail = ".thumbnail img";

  it("shows the screen, and what the guest prints there soon after", async () => {
    const { page, errors } = await open("#overview");
    await screen(page).getByRole("img").waitFor();
    await guest.run("clear > /dev/tty1");
    const isDark = async () => bright(await drawn(page, thumbnail)) < 2000;
    await expect.poll(isDark, { timeout: 20_000 }).toBe(true);
    await guest.run("seq -w 1000 1200 | xargs > /dev/tty1");
    await expect.poll(isDark, { timeout: 20_000 }).toBe(false);
    expect(errors).toEqual([]);
    await screen(page)
      .getByRole("link", { name: /open the console/ })
      .click();
    await screenCanvas(page).waitFor({ timeout: 20_000 });
  });

  it("gets no picture twice, and looks away while nobody can see it", async () => {
    const { page } = await suite.visit({ hash: "#overview" });
    await page.clock.install();
    const answers: number[] = [];
    page.on("response", response => {
      if (response.url().includes(screenshot)) answers.push(response.status());
    });
    await logIn(page);
    await screen(page).getByRole("img").waitFor();
    const look = async () => {
      await page.clock.runFor(6500);
      return answers.filter(status => status === 304).length;
    };
    await expect.poll(look, { timeout: 20_000 }).toBeGreaterThan(6);
    // A cursor that blinks is two pictures, which come and go.
    expect(answers.filter(status => status === 200).length).toBeLessThanOrEqual(3);
    await page.evaluate(`
      Object.defineProperty(document, "visibilityState", { configurable: true, value: "hidden" });
      document.dispatchEvent(new Event("visibilitychange"));
    `);
    const before = answers.length;
    await page.clock.runFor(60_000);
    expect(answers.length - before).toBeLessThanOrEqual(1);
  });

  it("says how the machine is, and how to reach its BMC", async () => {
    const { page } = await open("#overview");
    await shows(
      card(page, "State: On"),
      /for (less than a minute|\d+ min).*since .*, by the power restore policy/,
    );
    await shows(card(page, "State: On"), /Health\d+ sensors, all in order/);
    await shows(card(page, "State: On"), /Boot progressThe operating system (runs|has been started)/, 60);
    await shows(
      card(page, "Addresses"),
      new RegExp(`ipmitool -I lanplus -H 127.0.0.1 -p ${suite.bmc.ipmiPort} -U admin -a`),
    );
    await shows(card(page, "Addresses"), `ssh -p ${sshPort} admin@127.0.0.1`);
    await shows(card(page, "Acceleration and firmware"), /TCG.*ENABLE_KVM=false.*SeaBIOS1\.\d+.*QEMU\d+\./);
    await suite.bmc.ipmitool("chassis", "bootdev", "pxe");
    await shows(card(page, "State: On"), /Next bootNetwork \(PXE\), next boot only/, 3);
    await suite.bmc.ipmitool("chassis", "bootdev", "none");
  });

  it("names the sensor that is ill", async () => {
    const { page } = await open("#overview");
    await shows(card(page, "State: On"), /all in order/);
    const uri = "/redfish/v1/Chassis/1/Sensors/InletTemp/Actions/Oem/QemuBmc.ForceReading";
    expect((await suite.bmc.curl(uri, "--json", '{"Reading": 99}')).status).toBe(204);
    await shows(card(page, "State: On"), /Critical: Inlet Temp/, 15);
    await suite.bmc.curl(uri, "--json", '{"Reading": null}');
    await shows(card(page, "State: On"), /all in order/, 15);
  });

  it("copies an address to the clipboard", async () => {
    const { page } = await open("#overview");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: suite.bmc.url });
    await button(page, "Copy: Redfish").click();
    await expect
      .poll(() => page.evaluate("navigator.clipboard.readText()"))
      .toBe(`${suite.bmc.url}/redfish/v1/`);
  });

  it("saves the picture at its full size", async () => {
    const { page } = await open("#overview");
    const link = screen(page).getByRole("link", { name: "Save a picture" });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toMatch(/^screen-.*\.png$/);
    expect(readPng(await readFile(await download.path()))).toMatchObject({ width: 720, height: 400 });
  });
});

describe("a recording of the screen", () => {
  /** What a browser that has never seen this BMC makes of the file. */
  async function played(file: Buffer): Promise<{ duration: number; width: number; height: number }> {
    const page = await suite.browser.newPage();
    try {
      return await page.evaluate(`new Promise((resolve, reject) => {
        const video = document.createElement("video");
        const bytes = Uint8Array.from(atob("${file.toString("base64")}"), c => c.charCodeAt(0));
        video.src = URL.createObjectURL(new Blob([bytes], { type: "video/webm" }));
        video.muted = true;
        video.playbackRate = 8;
        video.onerror = () => reject(new Error(video.error.message));
        video.onended = () =>
          resolve({ duration: video.duration, width: video.videoWidth, height: video.videoHeight });
        void video.play();
      })`);
    } finally {
      await page.close();
    }
  }

  const elapsed = (page: Page) => page.getByRole("timer").textContent();
  /** Seconds that the recording has so far. */
  const recorded = async (page: Page): Promise<number> => {
    const [minutes = 0, seconds = 0] = ((await elapsed(page)) ?? "").split(":").map(Number);
    return 60 * minutes + seconds;
  };
  const recordsFor = (page: Page, seconds: number) =>
    expect.poll(() => recorded(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(seconds);

  async function saved(page: Page): Promise<Buffer> {
    const stop = button(page, "Stop recording and save it");
    const [download] = await Promise.all([page.waitForEvent("download"), stop.click()]);
    expect(download.suggestedFilename()).toMatch(/^screen-.*\.webm$/);
    return readFile(await download.path());
  }

  it("is a video that plays, as long as it was recorded", async () => {
    const { page, errors } = await open("#console");
    await screenCanvas(page).waitFor({ timeout: 20_000 });
    await button(page, "Record the screen").click();
    await recordsFor(page, 3);
    expect(await focusedName(page)).toBe("Stop recording and save it");
    const shown = await recorded(page);
    const { duration, width, height } = await played(await saved(page));
    await expect.poll(() => focusedName(page)).toBe("Save it again");
    expect(duration).toBeGreaterThan(2.5);
    expect(duration).toBeLessThan(shown + 7);
    expect([width, height]).toEqual([720, 400]);
    await button(page, "Done with the recording").click();
    await button(page, "Record the screen").waitFor();
    expect(errors).toEqual([]);
  });

  it("leaves out what happens while it is paused", async () => {
    const { page } = await open("#console");
    await screenCanvas(page).waitFor({ timeout: 20_000 });
    await button(page, "Record the screen").click();
    await recordsFor(page, 1);
    await button(page, "Pause the recording").click();
    const atPause = await elapsed(page);
    await suite.bmc.reset("Pause");
    await shows(screen(page), /Paused/);
    await suite.bmc.reset("Resume");
    expect(await elapsed(page)).toBe(atPause);
    await button(page, "Go on recording").click();
    await recordsFor(page, 2);
    const shown = await recorded(page);
    expect((await played(await saved(page))).duration).toBeLessThan(shown + 4);
  });

  it("is saved when the console is left, and asks before the page is", async () => {
    const { page } = await open("#console");
    await screenCanvas(page).waitFor({ timeout: 20_000 });
    await screenCanvas(page).click();
    await button(page, "Record the screen").click();
    await recordsFor(page, 1);
    const asked = page.waitForEvent("dialog");
    await Promise.all([asked.then(dialog => dialog.dismiss()), page.close({ runBeforeUnload: true })]);
    expect((await asked).type()).toBe("beforeunload");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Overview" }).click(),
    ]);
    expect((await played(await readFile(await download.path()))).duration).toBeGreaterThan(0.5);
  });

  it("goes on while the machine is off and comes back", async () => {
    const { page } = await open("#console");
    await screenCanvas(page).waitFor({ timeout: 20_000 });
    await button(page, "Record the screen").click();
    await recordsFor(page, 1);
    await suite.bmc.reset("ForceOff");
    await shows(screen(page), /The machine is off/);
    await suite.bmc.reset("On");
    await expect
      .poll(() => button(page, "Save a picture of the screen").isEnabled(), { timeout: 20_000 })
      .toBe(true);
    const whenBack = await recorded(page);
    await recordsFor(page, whenBack + 2);
    const { duration } = await played(await saved(page));
    expect(duration).toBeGreaterThan(whenBack);
  });
});

describe("with the machine off", () => {
  it("the overview has no picture, says so, and starts the machine", async () => {
    await suite.bmc.ipmitool("chassis", "power", "off");
    const { page, errors } = await open("#overview");
    await shows(screen(page), /The machine is off/);
    await shows(card(page, "State: Off"), /last started .*/);
    expect(await screen(page).getByRole("img").count()).toBe(0);
    expect((await suite.bmc.curl(screenshot)).status).toBe(409);
    await screen(page).getByRole("button", { name: "Power on" }).click();
    await screen(page).getByRole("img").waitFor({ timeout: 20_000 });
    expect(errors).toEqual([]);
  });
});
