import { describe, expect, it } from "vitest";
import { launchChromium, logIn, openPage } from "../support/browser.ts";
import { button, dialog, terminal } from "../support/page-parts.ts";
import { chooseSerial, serialSuite, terminalShows, terminalText } from "../support/serial-suite.ts";
import { Terminal } from "../support/terminal.ts";

const { suite, openSerial, run } = serialSuite({ users: { guard: "ReadOnly" } });

describe("the keyboard of the serial console", () => {
  it("sends every control key to the guest, Esc among them", async () => {
    const { page, errors } = await openSerial();
    const from = suite.bmc.serialLog.length;
    await page.keyboard.type('stty raw -echo; echo re""ady; head -c 32 | od -An -v -tx1; stty sane\n');
    const ready = await suite.bmc.guestPrints("ready", from);
    await page.keyboard.press("Control+Space");
    for (const letter of "abcdefghijklmnopqrstuvwxyz") await page.keyboard.press(`Control+${letter}`);
    await page.keyboard.press("Escape");
    for (const key of ["\\", "]", "Shift+Digit6", "Shift+Minus"]) await page.keyboard.press(`Control+${key}`);
    await suite.bmc.guestPrints("1f", ready);
    const all = Array.from({ length: 32 }, (_, code) => code.toString(16).padStart(2, "0"));
    expect(
      suite.bmc.serialLog
        .slice(ready)
        .match(/\b[0-9a-f]{2}\b/g)
        ?.slice(0, 32),
    ).toEqual(all);
    expect(errors).toEqual([]);
  });

  it("offers what a browser may swallow in a menu, cursor keys as the guest wants them", async () => {
    const { page } = await openSerial();
    const from = suite.bmc.serialLog.length;
    await page.keyboard.type(
      'stty raw -echo; printf "\\033[?1h"; echo re""ady; head -c 9 | od -An -v -tx1; stty sane\n',
    );
    const ready = await suite.bmc.guestPrints("ready", from);
    await terminalShows(page, /ready/);
    for (const name of ["Ctrl+W", "F11", "↑"]) {
      await page.getByRole("button", { name: "Keys" }).click();
      await button(page, name).click();
    }
    await suite.bmc.guestPrints("17 1b 5b 32 33 7e 1b 4f 41", ready);
    await run(page, 'printf "\\033[?1l"');
  });

  it("works in vi", async () => {
    const { page } = await openSerial();
    await page.keyboard.type("vi /tmp/poem\n");
    await terminalShows(page, /~\s*~/);
    await page.keyboard.type("iroses are red");
    await terminalShows(page, "roses are red");
    // Without the pause vi would take the escape character and what follows for a function key.
    await page.keyboard.press("Escape");
    await terminalShows(page, "- /tmp/poem");
    await page.keyboard.type("0dwitulips ");
    await terminalShows(page, "I /tmp/poem");
    await page.keyboard.press("Escape");
    await terminalShows(page, "- /tmp/poem");
    await page.keyboard.type(":wq\n");
    await terminalShows(page, /poem.*# /s);
    expect(await run(page, "cat /tmp/poem")).toContain("tulips are red");
  });

  it("tells the guest the terminal's size on request", async () => {
    const { page } = await openSerial();
    const size = page.getByTitle(/tell the guest/);
    const [rows, columns] = (await size.textContent())?.split(" × ") ?? [];
    await size.click();
    const from = suite.bmc.serialLog.length;
    await dialog(page).getByRole("button", { name: "Type it" }).click();
    await suite.bmc.guestPrints("# ", from);
    await terminal(page).click();
    expect(await run(page, "stty size")).toContain(`\n${rows} ${columns}`);
  });
});

describe("what the serial console shows", () => {
  it("is there again after a reload, colours unharmed", async () => {
    const { page } = await openSerial();
    await run(page, `PS1='\\[\\033[1;32m\\]green\\[\\033[0m\\]# '`);
    await terminalShows(page, "green# ");
    await page.reload();
    await terminalShows(page, "green# ");
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
    await terminalShows(page, "needle 5");
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
    await terminalShows(page, /one.*two/s);
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
      // The dialog's last field is left, and taken over, a frame after the dialog.
      await expect.poll(() => style("font-family")).toMatch(/^"?Liberation Mono/);
      expect(await style("color")).toBe("rgb(32, 38, 47)");
      expect(await size.textContent()).not.toBe(before);
      await page.reload();
    }
  });

  it("is cleared here only: the BMC's record stays", async () => {
    const { page } = await openSerial();
    await run(page, "echo precious$((6*7))");
    await terminalShows(page, "precious42");
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => terminalText(page)).not.toContain("precious42");
    await page.reload();
    await terminalShows(page, "precious42");
  });
});

describe("who shares the serial line", () => {
  it("is Serial over LAN and the page: both see the same, and either types", async () => {
    const { page } = await openSerial();
    const sol = new Terminal("ipmitool", [...suite.bmc.ipmitoolArguments, "-C", "17", "sol", "activate"]);
    try {
      await sol.shows("SOL Session operational");
      sol.type('echo from-s""ol\r');
      await terminalShows(page, "from-sol");
      await page.keyboard.type('echo from-the-p""age\n');
      await sol.shows("from-the-page");
      await terminalShows(page, "from-the-page");
    } finally {
      sol.type("\r~.");
      await sol.ended();
    }
  });

  it("is a ReadOnly account, which sees everything, and whose typing the server refuses", async () => {
    const { page } = await openSerial("guard");
    await terminalShows(page, "# ");
    await page.getByText("View only").first().waitFor();
    expect(await page.getByRole("button", { name: "Send a break" }).isDisabled()).toBe(true);
    const from = suite.bmc.serialLog.length;
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
    expect(suite.bmc.serialLog.slice(from)).toBe("");
  });
});

describe("drawing the terminal", () => {
  it("is done without WebGL where there is none", async () => {
    const { page } = await openSerial();
    await expect
      .poll(() => terminal(page).locator(".terminal-frame").getAttribute("data-drawing"))
      .toBe("dom");
    await terminalShows(page, "# ");
  });

  it("is done by WebGL where there is one, until the browser takes it away", async () => {
    const accelerated = await launchChromium({ webgl: true });
    try {
      const { page, errors } = await openPage(accelerated, suite.bmc);
      await logIn(page);
      await chooseSerial(page);
      const drawing = () => terminal(page).locator(".terminal-frame").getAttribute("data-drawing");
      await expect.poll(drawing, { timeout: 10_000 }).toBe("webgl");
      await page.evaluate(`for (const canvas of document.querySelectorAll("[data-testid=serial] canvas")) {
        canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
      }`);
      await expect.poll(drawing, { timeout: 15_000 }).toBe("dom");
      await terminalShows(page, "# ");
      await run(page, "echo still here");
      await terminalShows(page, "still here");
      expect(errors).toEqual([]);
    } finally {
      await accelerated.close();
    }
  });
});
