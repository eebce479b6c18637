import { expect, it } from "vitest";
import { bytesWords, stopwatchWords } from "../../web/app/size-words.ts";

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1.0 KB"],
  [68_700, "68.7 KB"],
  [1_400_000, "1.4 MB"],
  [5e12, "5000.0 GB"],
])("tells %i bytes as %s", (bytes, words) => {
  expect(bytesWords(bytes)).toBe(words);
});

it.each([
  [0, "0:00"],
  [7_999, "0:07"],
  [754_000, "12:34"],
  [3_723_000, "1:02:03"],
])("tells %i ms as %s", (milliseconds, words) => {
  expect(stopwatchWords(milliseconds)).toBe(words);
});
