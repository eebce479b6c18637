import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchChromium, logIn, openPage } from "../support/browser.ts";
import { password, RunningBmc } from "../support/running-bmc.ts";
import { Terminal } from "../support/terminal.ts";

let browser: Browser;
let bmc: RunningBmc;
const pages: Page[] = [];

beforeAll(async () => {
  bmc = await RunningBmc.start();
  browser = await launchChromium();
  await bmc.guestPrints("login:");
  const { page } = await openSerial();
  await page.keyboard.type("root\n");
  await bmc.guestPrints("~ # ");
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});
afterAll(async () => {
  await browser?.close();
  await bmc?.close();
});

const terminal = (page: Page) => page.getByTestId("serial");

/** A page with only the serial console, ready for the keyboard. */
async function openSerial(name?: string, chosen = browser) {
  const opened = await openPage(chosen, bmc);
  pages.push(opened.page);
  await logIn(opened.page, password, name);
  await opened.page.getByRole("button", { name: "Serial", exact: true }).click();
  await terminal(opened.page).locator(".xterm-rows, canvas").first().waitFor();
  await terminal(opened.page).click();
  return opened;
}

/** A terminal pads with no-break spaces. */
const textOf = async (page: Page): Promise<string> =>
  ((await terminal(page).locator(".xterm-rows").textContent()) ?? "").replaceAll("\u00a0", " ");

const shows = (page: Page, text: string | RegExp, seconds = 20) =>
  expect
    .poll(() => textOf(page), { timeout: seconds * 1000 })
    .toMatch(text instanceof RegExp ? text : plain(text));

const plain = (text: string): RegExp => new RegExp(text.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&"));

/** Runs a command at the prompt and waits until it has ended. */
async function run(page: Page, command: string, seconds = 30): Promise<string> {
  const from = bmc.serialLog.length;
  const mark = `END${from}.`;
  await page.keyboard.type(`${command}; echo E""ND${from}.\n`);
  await bmc.guestPrints(mark, from, seconds);
  await bmc.guestPrints("# ", bmc.serialLog.indexOf(mark, from), seconds);
  return bmc.serialLog.slice(from);
}

describe("the keyboard of the serial console", () => {
  it("sends every control key to the guest, Esc among them", async () => {
    const { page, errors } = await openSerial();
    const from = bmc.serialLog.length;
    await page.keyboard.type('stty raw -echo; echo re""ady; head -c 32 | od -An -v -tx1; stty sane\n');
    const ready = await bmc.guestPrints("ready", from);
    await page.keyboard.press("Control+Space");
    for (const letter of "abcdefghijklmnopqrstuvwxyz") await page.keyboard.press(`Control+${letter}`);
    await page.keyboard.press("Escape");
    for (const key of ["\\", "]", "Shift+Digit6", "Shift+Minus"]) await page.keyboard.press(`Control+${key}`);
    await bmc.guestPrints("1f", ready);
    const all = Array.from({ length: 32 }, (_, code) => code.toString(16).padStart(2, "0"));
    expect(
      bmc.serialLog
        .slice(ready)
        .match(/\b[0-9a-f]{2}\b/g)
        ?.slice(0, 32),
    ).toEqual(all);
    expect(errors).toEqual([]);
  });

  it("offers what a browser may swallow in a menu, cursor keys as the guest wants them", async () => {
    const { page } = await openSerial();
    const from = bmc.serialLog.length;
    await page.keyboard.type(
      'stty raw -echo; printf "\\033[?1h"; echo re""ady; head -c 9 | od -An -v -tx1; stty sane\n',
    );
    const ready = await bmc.guestPrints("ready", from);
    await shows(page, /ready/);
    for (const name of ["Ctrl+W", "F11", "↑"]) {
      await page.getByRole("button", { name: "Keys" }).click();
      await page.getByRole("button", { name, exact: true }).click();
    }
    await bmc.guestPrints("17 1b 5b 32 33 7e 1b 4f 41", ready);
    await run(page, 'printf "\\033[?1l"');
  });

  it("works in vi", async () => {
    const { page } = await openSerial();
    await page.keyboard.type("vi /tmp/poem\n");
    await shows(page, /~\s*~/);
    await page.keyboard.type("iroses are red");
    await shows(page, "roses are red");
    // Without the pause vi would take the escape character and what follows for a function key.
    await page.keyboard.press("Escape");
    await shows(page, "- /tmp/poem");
    await page.keyboard.type("0dwitulips ");
    await shows(page, "I /tmp/poem");
    await page.keyboard.press("Escape");
    await shows(page, "- /tmp/poem");
    await page.keyboard.type(":wq\n");
    await shows(page, /poem.*# /s);
    expect(await run(page, "cat /tmp/poem")).toContain("tulips are red");
  });

  it("tells the guest the terminal's size on request", async () => {
    const { page } = await openSerial();
    const button = page.getByTitle(/tell the guest/);
    const [rows, columns] = (await button.textContent())?.split(" × ") ?? [];
    await button.click();
    const from = bmc.serialLog.length;
    await page.getByRole("dialog").getByRole("button", { name: "Type it" }).click();
    await bmc.guestPrints("# ", from);
    await terminal(page).click();
    expect(await run(page, "stty size")).toContain(`\n${rows} ${columns}`);
  });
});

describe("what the serial console shows", () => {
  it("is there again after a reload, colours unharmed", async () => {
    const { page } = await openSerial();
    await run(page, `PS1='\\[\\033[1;32m\\]green\\[\\033[0m\\]# '`);
    await shows(page, "green# ");
    await page.reload();
    await shows(page, "green# ");
    const lines = await terminal(page).locator(".xterm-rows > div").allTextContents();
    expect(lines.map(line => line.trim()).findLast(line => line !== "")).toBe("green#");
    const colours = terminal(page)
      .locator(".xterm-rows span", { hasText: /^green$/ })
      .last();
    expect(await colours.getAttribute("class")).toContain("xterm-fg-");
    await terminal(page).click();
    await run(page, "PS1='~ # '");
  });

  it("can be searched: hits are counted, one after the other, by pattern and by case", async () => {
    const { page } = await openSerial();
    await run(page, 'clear; for n in 1 2 3 4 5; do echo Hay need""le $n; done');
    await shows(page, "needle 5");
    await page.keyboard.press("Control+Shift+F");
    const search = page.getByLabel("Search the serial console");
    const status = page.locator("search").getByRole("status");
    const says = (text: string) => expect.poll(() => status.textContent(), { timeout: 5000 }).toBe(text);
    await search.fill("needle");
    await says("5 of 5");
    await search.press("Enter");
    await says("4 of 5");
    await search.press("Shift+Enter");
    await says("5 of 5");
    await page.getByRole("button", { name: "Regular expression" }).click();
    await search.fill("^hay .*[23]");
    await says("2 of 2");
    await page.getByRole("button", { name: "Match case" }).click();
    await says("Not found");
    await search.fill("(");
    await expect.poll(() => status.textContent()).toMatch(/regular expression/i);
    await search.press("Escape");
    expect(await search.count()).toBe(0);
  });

  it("has the time of each line beside it, when it is wanted", async () => {
    const { page, errors } = await openSerial();
    await run(page, "echo one; sleep 1; echo two");
    await page.getByRole("button", { name: "Terminal settings" }).click();
    await page.getByLabel("Show the time of each line").check();
    await page.keyboard.press("Escape");
    await shows(page, /one.*two/s);
    const times = async () =>
      (await page.locator(".line-times > div").allTextContents()).filter(text => text !== "");
    await expect.poll(async () => (await times()).length, { timeout: 10_000 }).toBeGreaterThan(2);
    for (const time of await times()) expect(time).toMatch(/^\d\d:\d\d:\d\d\.\d{3}$/);
    await terminal(page).click();
    const before = (await times()).at(-1);
    await run(page, "echo three");
    await expect.poll(async () => (await times()).at(-1), { timeout: 5000 }).not.toBe(before);
    expect(errors).toEqual([]);
  });

  it("looks as its user has chosen, also after a reload", async () => {
    const { page } = await openSerial();
    const rows = 'document.querySelector("[data-testid=serial] .xterm-rows")';
    const style = (property: string) =>
      page.evaluate<string>(`getComputedStyle(${rows}).getPropertyValue("${property}")`);
    const size = page.getByTitle(/tell the guest/);
    const before = await size.textContent();
    await page.getByRole("button", { name: "Terminal settings" }).click();
    await page.getByLabel("Text size").selectOption("20");
    await page.getByLabel("Font").fill("Liberation Mono");
    await page.getByLabel("Colours").selectOption("Light");
    await page.keyboard.press("Escape");
    for (const _ of ["now", "after the reload"]) {
      await expect.poll(() => style("font-size"), { timeout: 10_000 }).toBe("20px");
      expect(await style("font-family")).toMatch(/^"?Liberation Mono/);
      expect(await style("color")).toBe("rgb(32, 38, 47)");
      expect(await size.textContent()).not.toBe(before);
      await page.reload();
    }
  });

  it("is cleared here only: the BMC's record stays", async () => {
    const { page } = await openSerial();
    await run(page, "echo precious$((6*7))");
    await shows(page, "precious42");
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => textOf(page)).not.toContain("precious42");
    await page.reload();
    await shows(page, "precious42");
  });
});

describe("what the BMC keeps of the serial line", () => {
  it("is saved as text, all of it", async () => {
    const { page } = await openSerial();
    await run(page, 'printf "\\033[31mr""ed\\033[0m\\n"');
    await page.getByRole("button", { name: "Save and recordings" }).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Save all as text", exact: true }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^serial-.*\.txt$/);
    const text = readFileSync(await file.path(), "utf8");
    expect(text).toContain("Log in as root");
    expect(text).toMatch(/^red$/m);
  });

  it("is a recording of what was done between two presses of a button: it plays, and is saved", async () => {
    const { page, errors } = await openSerial();
    await page.getByRole("button", { name: "Record", exact: true }).click();
    await terminal(page).click();
    const printed = await run(page, 'echo first; sleep 2; echo sec""ond; echo 日本');
    await page.getByRole("button", { name: "Stop recording" }).click();
    const dialog = page.getByRole("dialog", { name: "Recordings of the serial line" });
    await dialog.getByRole("button", { name: "Play", exact: true }).click();
    const screen = dialog.getByTestId("recording");
    await expect.poll(() => screen.textContent(), { timeout: 10_000 }).toContain("second");

    const [file] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("link", { name: "Save as asciicast" }).click(),
    ]);
    const [header, ...events] = readFileSync(await file.path(), "utf8")
      .trimEnd()
      .split("\n")
      .map(line => JSON.parse(line));
    expect(header).toMatchObject({ version: 2, width: expect.any(Number), height: expect.any(Number) });
    const times = events.map(([seconds]) => seconds as number);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const content = events.map(([, , text]) => text).join("");
    expect(content).toContain(Buffer.from(printed, "latin1").toString());
    const at = (text: string) => times[events.findIndex(([, , shown]) => shown.includes(text))] ?? Number.NaN;
    expect(at("second") - at("first")).toBeGreaterThan(1.5);

    await dialog.getByLabel("Place in the recording").fill("0");
    await expect.poll(() => screen.textContent()).not.toContain("second");
    await dialog.getByRole("button", { name: "Go on playing" }).click();
    await expect.poll(() => screen.textContent(), { timeout: 10_000 }).toContain("second");
    await dialog.getByRole("button", { name: "Close" }).click();
    expect(errors).toEqual([]);
  });

  it("plays a file that somebody has saved, and says so of one that is none", async () => {
    const { page } = await openSerial();
    await page.getByRole("button", { name: "Save and recordings" }).click();
    await page.getByRole("button", { name: "Recordings …" }).click();
    const open = (content: string) =>
      page.locator("input[type=file]").setInputFiles({
        ...{ name: "a.cast", mimeType: "application/x-asciicast" },
        buffer: Buffer.from(content),
      });
    await open("no recording");
    await expect.poll(() => page.getByRole("dialog").getByRole("alert").textContent()).toContain("asciicast");
    await open('{"version":2,"width":40,"height":5}\n[0.1,"o","from a file"]\n');
    await expect.poll(() => page.getByTestId("recording").textContent()).toMatch(/from.a.file/);
  });
});

describe("who shares the serial line", () => {
  it("is Serial over LAN and the page: both see the same, and either types", async () => {
    const { page } = await openSerial();
    const sol = new Terminal("ipmitool", [...bmc.ipmitoolArguments, "-C", "17", "sol", "activate"]);
    try {
      await sol.shows("SOL Session operational");
      sol.type('echo from-s""ol\r');
      await shows(page, "from-sol");
      await page.keyboard.type('echo from-the-p""age\n');
      await sol.shows("from-the-page");
      await shows(page, "from-the-page");
    } finally {
      sol.type("\r~.");
      await sol.ended();
    }
  });

  it("is a ReadOnly account, which sees everything, and whose typing the server refuses", async () => {
    const accounts = "/redfish/v1/AccountService/Accounts";
    const account = { UserName: "guard", Password: password, RoleId: "ReadOnly" };
    await bmc.curl(accounts, "--json", JSON.stringify(account));
    const { page } = await openSerial("guard");
    await shows(page, "# ");
    await page.getByText("View only").first().waitFor();
    expect(await page.getByRole("button", { name: "Send a break" }).isDisabled()).toBe(true);
    const from = bmc.serialLog.length;
    await page.keyboard.type("echo intruder\n");
    const answer = await page.evaluate<string>(`new Promise(resolve => {
      const socket = new WebSocket(new URL("ws/serial", document.baseURI.replace("http", "ws")));
      socket.addEventListener("open", () => socket.send(new TextEncoder().encode("echo intruder\\r")));
      socket.addEventListener("message", ({ data }) => {
        const message = typeof data === "string" ? JSON.parse(data) : {};
        if (message.type === "refused") resolve(message.message);
      });
    })`);
    expect(answer).toMatch(/may look/);
    expect(bmc.serialLog.slice(from)).toBe("");
  });
});

describe("drawing the terminal", () => {
  it("is done without WebGL where there is none", async () => {
    const { page } = await openSerial();
    await expect
      .poll(() => terminal(page).locator(".terminal-frame").getAttribute("data-drawing"))
      .toBe("dom");
    await shows(page, "# ");
  });

  it("is done by WebGL where there is one, until the browser takes it away", async () => {
    const accelerated = await launchChromium({ webgl: true });
    try {
      const { page, errors } = await openSerial(undefined, accelerated);
      const drawing = () => terminal(page).locator(".terminal-frame").getAttribute("data-drawing");
      await expect.poll(drawing, { timeout: 10_000 }).toBe("webgl");
      await page.evaluate(`for (const canvas of document.querySelectorAll("[data-testid=serial] canvas")) {
        canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
      }`);
      await expect.poll(drawing, { timeout: 15_000 }).toBe("dom");
      await shows(page, "# ");
      await run(page, "echo still here");
      await shows(page, "still here");
      expect(errors).toEqual([]);
    } finally {
      await accelerated.close();
    }
  });
});
