import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { trimRecord } from "../../server/qemu/trim-record.ts";

const keep = 64 * 1024;
let dir: string;
let file: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "record-"));
  file = join(dir, "serial.log");
});
afterEach(() => rmSync(dir, { recursive: true }));

it("gives the space of a long record's beginning back, and keeps its end where it was", async () => {
  const writer = openSync(file, "a");
  writeSync(writer, Buffer.alloc(4 * keep, "x"));
  writeSync(writer, "the end");
  await trimRecord(file, keep);
  expect(statSync(file).blocks * 512).toBeLessThan(2 * keep);
  writeSync(writer, ", and more");
  closeSync(writer);
  const record = readFileSync(file, "latin1");
  expect(record.length).toBe(4 * keep + 17);
  expect(record.slice(-keep)).toBe(`${"x".repeat(keep - 17)}the end, and more`);
});

it("leaves a short record alone", async () => {
  appendFileSync(file, Buffer.alloc(keep + 10, "x"));
  await trimRecord(file, keep);
  expect(readFileSync(file, "latin1")).toBe("x".repeat(keep + 10));
});
