import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { screenCanvas } from "../support/browser.ts";
import { button, dialog, overflow, screen, soon } from "../support/page-parts.ts";
import { type OpenOptions, pageSuite } from "../support/page-suite.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

const suite = pageSuite({ users: { looker: "ReadOnly" } });
let serial: SerialViewer;

const system = "/redfish/v1/Systems/1";
const action = (name: string, body: unknown) =>
  suite.bmc.curl(`${system}/Actions/Oem/QemuBmc.${name}`, "--json", JSON.stringify(body));
const pressKeys = (...Keys: readonly string[]) => action("PressKeys", { Keys });

/** Whether a file of the guest holds this by now. */
const holds = async (file: string, text: string) => (await serial.run(`cat ${file}`)).includes(text);

beforeAll(async () => {
  serial = await SerialViewer.open(suite.bmc);
  await serial.login();
  await action("TypeText", { Text: "root\n" });
  // The guest forgets what is typed while it logs in.
  const deadline = Date.now() + 60_000;
  do {
    if (Date.now() > deadline) throw new Error("Nobody is logged in on the screen.");
    await action("TypeText", { Text: "echo ready >/run/ready\n" });
  } while (!(await holds("/run/ready", "ready\r\n")));
});
beforeEach(async () => {
  // Whatever the test before has left in the shell on the screen.
  await pressKeys("ControlLeft", "KeyC");
});
afterAll(() => serial?.close());

async function openConsole(options?: OpenOptions) {
  const { page, errors } = await suite.open("", options);
  await screenCanvas(page).waitFor({ timeout: 30_000 });
  return { page, errors };
}

const keysMenu = (page: Page) => button(screen(page), "Keys");

async function fromMenu(page: Page, name: string): Promise<void> {
  await keysMenu(page).click();
  await button(page.getByRole("group", { name: "Keys" }), name).click();
}

/** The guest's console reads into a file, to the end that `typeByPage` makes. */
const readInto = (file: string) => action("TypeText", { Text: `cat >${file}\n` });

/** To the last key: what Redfish presses after these may overtake them. */
async function typeByPage(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

describe("a paste as keystrokes", () => {
  it("of 2,000 characters arrives unharmed", async () => {
    const { page, errors } = await openConsole();
    const ascii = Array.from({ length: 95 }, (_, n) => String.fromCharCode(32 + n)).join("");
    const text = Array.from({ length: 21 }, (_, n) => `${n} ${ascii}`)
      .join("\n")
      .slice(0, 2000);
    await readInto("/run/pasted");
    await page.getByRole("button", { name: "Paste as keystrokes" }).click();
    const form = dialog(page, "Paste as keystrokes");
    await form.getByLabel("Text", { exact: true }).fill(text);
    await form.getByRole("button", { name: "Type it" }).click();
    await form.getByRole("progressbar").waitFor();
    await form.waitFor({ state: "detached", timeout: 100_000 });
    await screenCanvas(page).click();
    await typeByPage(page, ["Enter", "Control+KeyD"]);
    const sum = createHash("md5").update(`${text}\n`).digest("hex");
    await expect
      .poll(() => serial.run("md5sum /run/pasted; wc -c /run/pasted"), { timeout: 20_000 })
      .toContain(sum);
    expect(errors).toEqual([]);
  });

  it("that is stopped in the middle leaves no key held", async () => {
    const { page } = await openConsole();
    await readInto("/run/stopped");
    await page.getByRole("button", { name: "Paste as keystrokes" }).click();
    const form = dialog(page, "Paste as keystrokes");
    await form.getByLabel("Text", { exact: true }).fill("A".repeat(3000));
    await form.getByLabel("Speed").selectOption("20");
    await form.getByRole("button", { name: "Type it" }).click();
    await expect
      .poll(() => form.getByRole("progressbar").getAttribute("value"), { timeout: 30_000 })
      .not.toBe("0");
    await form.getByRole("button", { name: "Stop typing" }).click();
    await form.getByRole("button", { name: "Cancel" }).waitFor({ timeout: 20_000 });
    await page.keyboard.press("Escape");
    await screenCanvas(page).click();
    await typeByPage(page, ["KeyE", "KeyN", "KeyD", "Enter", "Control+KeyD"]);
    await expect.poll(() => serial.run("cat /run/stopped"), { timeout: 20_000 }).toMatch(/A+end/);
    expect(await serial.run("wc -c </run/stopped")).not.toMatch(/\b30\d\d\b/);
  });

  it("tells which characters the guest's keyboard has not, before anything is typed", async () => {
    const { page } = await openConsole();
    await page.getByRole("button", { name: "Paste as keystrokes" }).click();
    const form = dialog(page, "Paste as keystrokes");
    await form.getByLabel("Text", { exact: true }).fill("20 €");
    await expect.poll(() => form.getByRole("alert").textContent(), { timeout: 10_000 }).toContain("U+20AC €");
    expect(await form.getByRole("button", { name: "Type it" }).isDisabled()).toBe(true);
    await form.getByLabel("Keyboard layout of the guest").selectOption("German");
    await expect.poll(() => form.getByRole("alert").count(), { timeout: 10_000 }).toBe(0);
    expect(await form.getByRole("button", { name: "Type it" }).isEnabled()).toBe(true);
  });

  it("takes the clipboard with one click, and hides what it took", async () => {
    const { page } = await openConsole();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate("navigator.clipboard.writeText('s3cret')");
    await page.getByRole("button", { name: "Paste as keystrokes" }).click();
    const form = dialog(page, "Paste as keystrokes");
    await form.getByRole("button", { name: "Hide the text" }).click();
    await form.getByRole("button", { name: "From the clipboard" }).click();
    const field = form.getByLabel("Text", { exact: true });
    await expect.poll(() => field.inputValue()).toBe("s3cret");
    const security = "getComputedStyle(document.querySelector('dialog textarea')).webkitTextSecurity";
    expect(await page.evaluate(security)).toBe("disc");
  });
});

describe("keys of the screen", () => {
  it("are let go when the focus leaves the screen while they are held", async () => {
    const { page } = await openConsole();
    await readInto("/run/shift");
    await screenCanvas(page).click();
    await page.keyboard.down("Shift");
    await page.keyboard.press("KeyA");
    await keysMenu(page).focus();
    await page.keyboard.up("Shift");
    await screenCanvas(page).click();
    await typeByPage(page, ["KeyB", "Enter", "Control+KeyD"]);
    await expect.poll(() => serial.run("cat /run/shift"), { timeout: 20_000 }).toContain("Ab");
  });

  it("that are held are released by a button", async () => {
    const { page } = await openConsole();
    await page.getByRole("button", { name: "On-screen keys" }).click();
    const shift = button(page, "Shift");
    await readInto("/run/released");
    await shift.click();
    await shift.click();
    await screenCanvas(page).click();
    await typeByPage(page, ["KeyA"]);
    await fromMenu(page, "Release all keys");
    await screenCanvas(page).click();
    await typeByPage(page, ["KeyB", "Enter", "Control+KeyD"]);
    expect(await shift.getAttribute("aria-pressed")).toBe("false");
    await expect.poll(() => serial.run("cat /run/released"), { timeout: 20_000 }).toContain("Ab");
  });

  it("that browsers keep for themselves come from the menu: text consoles and Magic SysRq", async () => {
    const { page } = await openConsole();
    // Only a console that somebody has opened can be switched to.
    await serial.run("(sleep 600 >/dev/tty2 &)");
    const active = () => serial.run("cat /sys/class/tty/tty0/active");
    await fromMenu(page, "Ctrl+Alt+F2");
    await expect.poll(active, { timeout: 20_000 }).toContain("tty2");
    await fromMenu(page, "Ctrl+Alt+F1");
    await expect.poll(active, { timeout: 20_000 }).toContain("tty1");
    await keysMenu(page).click();
    await page.getByText("Magic SysRq (Linux)").click();
    await page.getByRole("button", { name: "H Print all commands" }).click();
    await expect.poll(() => serial.run("dmesg"), { timeout: 20_000 }).toContain("sysrq: HELP");
  });

  it("that hurt are asked about first", async () => {
    const { page } = await openConsole();
    const from = (await serial.run("cat /proc/sys/kernel/random/boot_id")).match(/[0-9a-f-]{36}/)?.[0];
    await keysMenu(page).click();
    await page.getByText("Magic SysRq (Linux)").click();
    await page.getByRole("button", { name: "B Reboot at once" }).click();
    const form = dialog(page, "Reboot at once?");
    await form.getByRole("button", { name: "Cancel" }).click();
    expect(await serial.run("cat /proc/sys/kernel/random/boot_id")).toContain(from);
  });

  it("turn on lights that the page shows", async () => {
    const { page } = await openConsole();
    const lights = page.getByRole("list", { name: "Lights of the guest's keyboard" });
    const says = (text: string) =>
      soon(async () => (await lights.allTextContents()).join(), 20).toContain(text);
    await keysMenu(page).click();
    await says("Caps Lock is off");
    await pressKeys("CapsLock");
    await says("Caps Lock is on");
    await pressKeys("NumLock");
    await says("Num Lock is on");
    await pressKeys("CapsLock");
    await pressKeys("NumLock");
    await says("Caps Lock is off");
  });
});

describe("a macro", () => {
  it("is written, played, taken elsewhere and brought back", async () => {
    const { page } = await openConsole();
    await fromMenu(page, "Make a macro");
    const form = dialog(page, "My macros");
    await form.getByLabel("Name").fill("Leave a note");
    await form.getByLabel("Keys", { exact: true }).fill('"echo note >/run/note" Entr');
    await form.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => form.getByRole("alert").textContent()).toContain('"Entr" is no key');
    await form.getByLabel("Keys", { exact: true }).fill('Ctrl+U "echo note >/run/note" Wait(50) Enter');
    await form.getByRole("button", { name: "Save" }).click();
    const exported = page.waitForEvent("download");
    await form.getByRole("button", { name: "Export" }).click();
    const json = await readFile(await (await exported).path(), "utf8");
    await form.getByRole("button", { name: "Delete Leave a note" }).click();
    expect(await form.getByRole("listitem").count()).toBe(0);
    await form
      .getByLabel("File with macros")
      .setInputFiles({ name: "macros.json", mimeType: "application/json", buffer: Buffer.from(json) });
    await expect.poll(() => form.getByRole("listitem").count()).toBe(1);
    await form.getByRole("button", { name: "Close" }).click();
    await page.reload();
    await screenCanvas(page).waitFor({ timeout: 30_000 });
    await fromMenu(page, "Leave a note");
    await expect.poll(() => holds("/run/note", "note\r\n"), { timeout: 20_000 }).toBe(true);
  });

  it("is recorded from the keyboard", async () => {
    const { page } = await openConsole();
    await fromMenu(page, "Make a macro");
    const form = dialog(page, "My macros");
    await form.getByRole("button", { name: "Record from the keyboard" }).click();
    await page.keyboard.press("Control+Alt+F2");
    await page.keyboard.type("root");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Alt+KeyG");
    expect(await form.getByLabel("Keys", { exact: true }).inputValue()).toBe('Ctrl+Alt+F2 "root" Enter');
  });
});

describe("on a phone", () => {
  const phone = { width: 390, height: 844 };

  it("keys stand below the screen, modifiers hold for one key, and its own keyboard types", async () => {
    const { page, errors } = await openConsole(phone);
    await page.getByRole("button", { name: "On-screen keys" }).click();
    const key = (name: string) => button(page, name);
    await key("Fn").click();
    expect(await overflow(page)).toBe(0);
    for (const each of await page.getByRole("group", { name: "On-screen keys" }).getByRole("button").all()) {
      const box = await each.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(phone.width);
    }
    const field = page.getByLabel("Type here");
    await field.focus();
    await page.keyboard.type("sleep 1000");
    await page.keyboard.press("Enter");
    await expect.poll(() => serial.run("ps"), { timeout: 20_000 }).toContain("sleep 1000");
    await key("Ctrl").click();
    expect(await key("Ctrl").getAttribute("aria-pressed")).toBe("true");
    await field.focus();
    await page.keyboard.type("c");
    await expect.poll(() => serial.run("ps"), { timeout: 20_000 }).not.toContain("sleep 1000");
    await expect.poll(() => key("Ctrl").getAttribute("aria-pressed")).toBe("false");
    await page.keyboard.type("echo teh");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("he >/run/phone");
    await key("Enter").click();
    await expect.poll(() => holds("/run/phone", "the\r\n"), { timeout: 20_000 }).toBe(true);
    expect(errors).toEqual([]);
  });
});

describe("a paste over the serial line", () => {
  it("warns of several lines, and sends them at its pace with Enter after each", async () => {
    const { page } = await openConsole();
    await page.getByRole("button", { name: "Paste slowly" }).click();
    const form = dialog(page, "Paste over the serial line");
    const text = form.getByLabel("Text", { exact: true });
    await text.fill("echo one");
    expect(await form.getByRole("status").count()).toBe(0);
    await text.fill("echo one >/run/lines\necho two >>/run/lines\n");
    await expect.poll(() => form.getByRole("status").textContent()).toContain("several lines");
    await form.getByLabel("Milliseconds after each line").selectOption("100");
    await form.getByRole("button", { name: "Send it" }).click();
    await form.waitFor({ state: "detached", timeout: 20_000 });
    await expect.poll(() => serial.run("cat /run/lines"), { timeout: 20_000 }).toMatch(/one\r\ntwo\r\n/);
  });
});

it("a ReadOnly account gets none of it", async () => {
  const { page } = await openConsole({ user: "looker" });
  await keysMenu(page).click();
  for (const name of ["Ctrl+Alt+Del", "Ctrl+Alt+F2", "Release all keys", "Make a macro"]) {
    expect(await button(page, name).isDisabled(), name).toBe(true);
  }
  for (const name of ["Paste as keystrokes", "On-screen keys", "Paste slowly"]) {
    expect(await button(page, name).isDisabled(), name).toBe(true);
  }
});
