import { expect, it } from "vitest";
import { SequenceWindow } from "../../../server/ipmi/session/sequence-window.ts";

const size = { ahead: 15, behind: 16 };

function windowAt(highest: number): SequenceWindow {
  const window = new SequenceWindow(size);
  for (let sequence = 10; sequence < highest; sequence += 10) window.take(sequence);
  window.take(highest);
  return window;
}

it("takes numbers up to 15 ahead and 16 behind", () => {
  expect(windowAt(100).take(115)).toBe(true);
  expect(windowAt(100).take(116)).toBe(false);
  expect(windowAt(100).take(84)).toBe(true);
  expect(windowAt(100).take(83)).toBe(false);
});

it("takes no number twice, in whatever order they come", () => {
  const window = windowAt(100);
  expect(window.take(100)).toBe(false);
  expect(window.take(98)).toBe(true);
  expect(window.take(98)).toBe(false);
  expect(window.take(105)).toBe(true);
  expect(window.take(98)).toBe(false);
  expect(window.take(100)).toBe(false);
  expect(window.take(99)).toBe(true);
});

it("remembers the whole window when it moves as far as it may", () => {
  const window = windowAt(100);
  expect(window.take(115)).toBe(true);
  expect(window.take(100)).toBe(false);
  expect(window.take(99)).toBe(true);
});

it("never takes 0", () => {
  expect(new SequenceWindow(size).take(0)).toBe(false);
  expect(new SequenceWindow(size).take(1)).toBe(true);
});

it("begins where it is told to, also where the numbers begin anew", () => {
  const window = new SequenceWindow({ ahead: 8, behind: 8 }, 0xffff_fffd);
  expect(window.take(0xffff_fffe)).toBe(true);
  expect(window.take(0xffff_ffff)).toBe(true);
  expect(window.take(0)).toBe(false);
  expect(window.take(1)).toBe(true);
  expect(window.take(0xffff_fffe)).toBe(false);
  expect(window.take(10)).toBe(false);
  expect(window.take(9)).toBe(true);
});
