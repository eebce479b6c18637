import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  truncateSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RecordedSerial } from "../../server/console/recorded-serial.ts";
import type { SerialChunk } from "../../server/console/serial-line.ts";

let dir: string;
let record: string;
let input: string;
/** QEMU's end of the FIFO. */
let qemu: number;
const lines: RecordedSerial[] = [];
let sendBreak: () => Promise<void>;

function newLine(): RecordedSerial {
  const line = new RecordedSerial({
    ...{ record, input, recordKept: 8 * 1024 * 1024, now: Date.now },
    sendBreak: () => sendBreak(),
  });
  lines.push(line);
  line.open();
  return line;
}

const print = (text: string): void => appendFileSync(record, text, "latin1");
const historyOf = (line: RecordedSerial): string => line.history(0).data.toString("latin1");

function typed(): string {
  const buffer = Buffer.alloc(65536);
  try {
    return buffer.toString("latin1", 0, readSync(qemu, buffer));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return "";
    throw error;
  }
}

beforeEach(() => {
  sendBreak = async () => {};
  dir = mkdtempSync(join(tmpdir(), "serial-"));
  record = join(dir, "serial.log");
  input = join(dir, "serial.in");
  execFileSync("mkfifo", [input]);
  qemu = openSync(input, constants.O_RDWR | constants.O_NONBLOCK);
});
afterEach(() => {
  for (const line of lines.splice(0)) line.close();
  closeSync(qemu);
  rmSync(dir, { recursive: true });
});

describe("the recorded serial line", () => {
  it("gives every viewer the same bytes, with their place in the stream", async () => {
    const line = newLine();
    const [one, other]: [SerialChunk[], SerialChunk[]] = [[], []];
    line.attach({ onData: chunk => one.push(chunk) });
    line.attach({ onData: chunk => other.push(chunk) });
    print("login: ");
    await vi.waitFor(() => expect(one).toEqual([{ offset: 0, data: Buffer.from("login: ") }]));
    expect(other).toEqual(one);
  });

  it("loses and doubles nothing of a stream in small pieces", async () => {
    const line = newLine();
    let heard = "";
    let next = 0;
    line.attach({
      onData({ offset, data }) {
        expect(offset).toBe(next);
        next = offset + data.length;
        heard += data.toString("latin1");
      },
    });
    let printed = "";
    for (let n = 0; n < 3000; n++) {
      print(`${n},`);
      printed += `${n},`;
      if (n % 100 === 0) await new Promise(resolve => setImmediate(resolve));
    }
    await vi.waitFor(() => expect(heard).toBe(printed));
  });

  it("shows what was said while there was no BMC", async () => {
    print("earlier\n");
    const line = newLine();
    expect(historyOf(line)).toBe("earlier\n");
    print("later\n");
    await vi.waitFor(() => expect(historyOf(line)).toBe("earlier\nlater\n"));
  });

  it("keeps the end of a long record, at its place in the stream", () => {
    print("x".repeat(1024 * 1024 + 10));
    print("end");
    const line = newLine();
    expect(line.end).toBe(1024 * 1024 + 13);
    expect(line.start).toBe(13);
    expect(historyOf(line).endsWith("xend")).toBe(true);
  });

  it("types what viewers write, in order", async () => {
    const line = newLine();
    line.connect();
    expect(line.write(Buffer.from("ro"))).toBe(true);
    line.write(Buffer.from("ot\r"));
    let all = "";
    await vi.waitFor(() => {
      all += typed();
      expect(all).toBe("root\r");
    });
  });

  it("types what follows a break after the break", async () => {
    const { promise: broken, resolve } = Promise.withResolvers<void>();
    sendBreak = () => broken;
    const line = newLine();
    line.connect();
    line.write(Buffer.from("a"));
    const done = line.sendBreak();
    line.write(Buffer.from("b"));
    let all = "";
    await vi.waitFor(() => {
      all += typed();
      expect(all).toBe("a");
    });
    await new Promise(later => setTimeout(later, 30));
    expect(typed()).toBe("");
    resolve();
    await done;
    await vi.waitFor(() => expect(typed()).toBe("b"));
  });

  it("refuses to type while the machine is off", () => {
    expect(newLine().write(Buffer.from("x"))).toBe(false);
  });

  it("refuses more than the guest is ready to read, and does not grow", async () => {
    const line = newLine();
    line.connect();
    let accepted = 0;
    for (let n = 0; n < 1000; n++) {
      if (line.write(Buffer.alloc(4096))) accepted += 4096;
      if (n % 50 === 0) await new Promise(resolve => setImmediate(resolve));
    }
    expect(accepted).toBeLessThan(256 * 1024);
  });

  it("tells viewers when the machine goes, after its last words, and when it comes back", () => {
    const line = newLine();
    line.connect();
    const heard: unknown[] = [];
    line.attach({
      onData: ({ data }) => heard.push(data.toString()),
      onLine: connected => heard.push(connected),
    });
    print("Power down");
    line.disconnect();
    expect(line.connected).toBe(false);
    line.connect();
    expect(heard).toEqual(["Power down", false, true]);
  });

  it("goes on counting when somebody has emptied the record", async () => {
    const line = newLine();
    print("before\n");
    await vi.waitFor(() => expect(line.end).toBe(7));
    truncateSync(record);
    await new Promise(resolve => setTimeout(resolve, 50));
    print("after\n");
    await vi.waitFor(() => expect(historyOf(line)).toBe("before\nafter\n"));
  });
});
