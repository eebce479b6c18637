import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { hasSeveralLines, pacedPaste } from "../../web/consoles/paced-paste.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const decoder = new TextDecoder();

/** Pastes, and notes what was sent when: milliseconds and text. */
function pasted(text: string, settings: Partial<Parameters<typeof pacedPaste>[1]> = {}, sendable = 1e9) {
  const began = Date.now();
  const sent: [number, string][] = [];
  const progress: number[] = [];
  const controller = new AbortController();
  const end = pacedPaste(
    text,
    { bytesPerSecond: 100, lineDelay: 0, bracketed: false, ...settings },
    bytes => {
      if (sent.length >= sendable) return false;
      sent.push([Date.now() - began, decoder.decode(bytes)]);
      return true;
    },
    { signal: controller.signal, onProgress: done => progress.push(done) },
  );
  return { sent, progress, controller, end };
}

test("a text goes out no faster than it is told, and says how far it is", async () => {
  const { sent, progress, end } = pasted("0123456789abc");
  await vi.runAllTimersAsync();
  expect(await end).toBe(true);
  expect(sent).toEqual([
    [0, "01234"],
    [50, "56789"],
    [100, "abc"],
  ]);
  expect(progress.at(-1)).toBe(1);
});

test("each line ends with CR, as Enter does, and the far end gets its time after it", async () => {
  const { sent, end } = pasted("ab\r\ncd\nef", { lineDelay: 500 });
  await vi.runAllTimersAsync();
  expect(await end).toBe(true);
  expect(sent).toEqual([
    [0, "ab\r"],
    [500, "cd\r"],
    [1000, "ef"],
  ]);
});

test("a bracketed one stands between its marks and cannot end early", async () => {
  const { sent, end } = pasted("a\x1b[201~rm", { bracketed: true, bytesPerSecond: 1e5 });
  await vi.runAllTimersAsync();
  await end;
  expect(sent.map(([, text]) => text).join("")).toBe("\x1b[200~arm\x1b[201~");
});

test("it stops where it is when it is cancelled, and when the line is lost", async () => {
  const cancelled = pasted("x".repeat(100));
  await vi.advanceTimersByTimeAsync(120);
  cancelled.controller.abort();
  expect(await cancelled.end).toBe(false);
  expect(cancelled.sent).toHaveLength(3);
  const lost = pasted("x".repeat(100), {}, 2);
  await vi.runAllTimersAsync();
  expect(await lost.end).toBe(false);
  expect(lost.sent).toHaveLength(2);
});

test.each([
  ["one", false],
  ["one\n", false],
  ["one\ntwo", true],
  ["one\r\ntwo\r\n", true],
])("%j has several lines: %s", (text, expected) => {
  expect(hasSeveralLines(text)).toBe(expected);
});
