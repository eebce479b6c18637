import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { button, dialog, terminal } from "../support/page-parts.ts";
import { serialSuite } from "../support/serial-suite.ts";

const { openSerial, run } = serialSuite();

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
    await button(page, "Record").click();
    await terminal(page).click();
    const printed = await run(page, 'echo first; sleep 2; echo sec""ond; echo 日本');
    await page.getByRole("button", { name: "Stop recording" }).click();
    const recordings = dialog(page, "Recordings of the serial line");
    await recordings.getByRole("button", { name: "Play", exact: true }).click();
    const shown = recordings.getByTestId("recording");
    await expect.poll(() => shown.textContent(), { timeout: 10_000 }).toContain("second");

    const [file] = await Promise.all([
      page.waitForEvent("download"),
      recordings.getByRole("link", { name: "Save as asciicast" }).click(),
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
    const at = (text: string) => times[events.findIndex(([, , part]) => part.includes(text))] ?? Number.NaN;
    expect(at("second") - at("first")).toBeGreaterThan(1.5);

    await recordings.getByLabel("Place in the recording").fill("0");
    await expect.poll(() => shown.textContent()).not.toContain("second");
    await recordings.getByRole("button", { name: "Go on playing" }).click();
    await expect.poll(() => shown.textContent(), { timeout: 10_000 }).toContain("second");
    await recordings.getByRole("button", { name: "Close" }).click();
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
    await expect.poll(() => dialog(page).getByRole("alert").textContent()).toContain("asciicast");
    await open('{"version":2,"width":40,"height":5}\n[0.1,"o","from a file"]\n');
    await expect.poll(() => page.getByTestId("recording").textContent()).toMatch(/from.a.file/);
  });
});
