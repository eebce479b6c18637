import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FirmwareLog } from "../../server/console/firmware-log.ts";

let dir: string;
let file: string;
const logs: FirmwareLog[] = [];

function openLog(): { log: FirmwareLog; seen: string[] } {
  const log = new FirmwareLog(file, Date.now);
  logs.push(log);
  const seen: string[] = [];
  log.attach({ onLine: ({ text }) => seen.push(text), onBegin: () => seen.push("(begin)") });
  log.open();
  return { log, seen };
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "firmware-"));
  file = join(dir, "firmware.log");
});
afterEach(() => {
  for (const log of logs.splice(0)) log.close();
  rmSync(dir, { recursive: true });
});

describe("the firmware's log", () => {
  it("tells lines as they come, however they were cut", async () => {
    const { seen } = openLog();
    appendFileSync(file, "SeaBIOS (ver");
    appendFileSync(file, "sion 1)\nBooting");
    await vi.waitFor(() => expect(seen).toEqual(["SeaBIOS (version 1)"]));
    appendFileSync(file, " from Hard Disk...\n");
    await vi.waitFor(() => expect(seen).toEqual(["SeaBIOS (version 1)", "Booting from Hard Disk..."]));
  });

  it("has the lines that were written while no BMC ran, and says that nobody saw them come", () => {
    writeFileSync(file, "one\ntwo\n");
    const { log } = openLog();
    expect(log.lines.map(({ number, text, live }) => ({ number, text, live }))).toEqual([
      { number: 1, text: "one", live: false },
      { number: 2, text: "two", live: false },
    ]);
  });

  it("begins anew with a new hypervisor, even one that says more than the last", async () => {
    const { log, seen } = openLog();
    appendFileSync(file, "old\n");
    await vi.waitFor(() => expect(seen).toEqual(["old"]));
    log.begin();
    appendFileSync(file, "a new line that is longer\n");
    await vi.waitFor(() => expect(seen).toEqual(["old", "(begin)", "a new line that is longer"]));
    expect(log.lines.map(({ number }) => number)).toEqual([1]);
  });

  it("begins anew when somebody cuts the file", async () => {
    const { seen } = openLog();
    appendFileSync(file, "first\n");
    await vi.waitFor(() => expect(seen).toEqual(["first"]));
    truncateSync(file);
    await vi.waitFor(() => expect(seen).toContain("(begin)"));
    appendFileSync(file, "second\n");
    await vi.waitFor(() => expect(seen.at(-1)).toBe("second"));
  });

  it("keeps a bounded number of lines, the last ones", async () => {
    const { log } = openLog();
    appendFileSync(file, Array.from({ length: 5000 }, (_, n) => `${n}\n`).join(""));
    await vi.waitFor(() => expect(log.lines.at(-1)?.text).toBe("4999"));
    expect(log.lines.length).toBeLessThanOrEqual(4000);
  });
});
