import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SerialTimes } from "../../server/console/serial-times.ts";
import { timeMarksFile } from "../../server/console/time-marks-file.ts";

let dir: string;
let file: string;
let now: number;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "times-"));
  file = join(dir, "serial.times");
  now = 10_000;
  failures = [];
});
afterEach(() => rmSync(dir, { recursive: true }));

let failures: unknown[];
const newTimes = (capacity?: number) =>
  new SerialTimes(
    () => now,
    timeMarksFile(file, error => failures.push(error)),
    capacity,
  );

/** A stream of which `step` bytes come every `interval` milliseconds. */
function hear(times: SerialTimes, count: number, step: number, interval: number, from = 0): number {
  let end = from;
  for (let n = 0; n < count; n += 1) {
    end += step;
    times.heard(end);
    now += interval;
  }
  return end;
}

describe("the times of a stream", () => {
  it("tell when each byte came, bytes close to each other at one time", () => {
    const times = newTimes();
    hear(times, 3, 10, 1000);
    expect([0, 9, 10, 29].map(offset => times.at(offset))).toEqual([10_000, 10_000, 11_000, 12_000]);
    expect(times.nextChange(0)).toBe(10);
    expect(times.nextChange(20)).toBe(Number.POSITIVE_INFINITY);
    hear(times, 5, 1, 1, 30);
    expect(times.at(34)).toBe(times.at(30));
  });

  it("find the first byte that came at a time or later", () => {
    const times = newTimes();
    hear(times, 3, 10, 1000);
    expect([0, 10_000, 10_001, 12_000, 99_000].map(time => times.offsetOf(time))).toEqual([0, 0, 10, 20, 30]);
  });

  it("outlive the process, and know what came while there was none by when it had come", () => {
    const times = newTimes();
    hear(times, 3, 10, 1000);
    times.keep();
    const later = newTimes();
    later.resume(50, 60_000);
    expect([0, 29, 30, 49].map(offset => later.at(offset))).toEqual([10_000, 12_000, 60_000, 60_000]);
    now = 70_000;
    hear(later, 1, 10, 0, 50);
    expect(later.at(50)).toBe(70_000);
  });

  it("forget what is of another stream, and what a crash has cut off", () => {
    const times = newTimes();
    hear(times, 3, 10, 1000);
    times.keep();
    appendFileSync(file, "torn");
    const same = newTimes();
    same.resume(30, 12_000);
    expect(same.at(15)).toBe(11_000);
    const other = newTimes();
    other.resume(5, 20_000);
    expect(other.at(3)).toBeUndefined();
    expect(statSync(file).size).toBe(0);
  });

  it("are coarser the longer ago, but never unknown, and take no more room than they may", () => {
    const times = newTimes(64);
    const end = hear(times, 1000, 10, 1000);
    times.keep();
    expect(statSync(file).size).toBeLessThanOrEqual(2 * 64 * 12);
    expect(times.at(end - 1)).toBe(10_000 + 999_000);
    expect(times.at(end - 50)).toBe(10_000 + 995_000);
    expect(times.at(5)).toBe(10_000);
    const again = newTimes(64);
    again.resume(end, now);
    expect(again.at(end - 1)).toBe(times.at(end - 1));
  });

  it("are known while they cannot be kept, and are kept whole when they can again", () => {
    const times = newTimes();
    mkdirSync(file);
    const end = hear(times, 3, 10, 1000);
    times.keep();
    hear(times, 2, 10, 1000, end);
    times.keep();
    expect(failures).toMatchObject([{ code: "EISDIR" }]);
    expect(times.at(40)).toBe(14_000);
    rmSync(file, { recursive: true });
    times.keep();
    const later = newTimes();
    later.resume(50, now);
    expect([0, 40].map(offset => later.at(offset))).toEqual([10_000, 14_000]);
    expect(failures).toHaveLength(1);
  });

  it("go on when the clock is set back", () => {
    const times = newTimes();
    hear(times, 2, 10, 1000);
    now = 5000;
    hear(times, 1, 10, 0, 20);
    expect(times.at(25)).toBe(5000);
  });
});
