import { describe, expect, it } from "vitest";
import { completions, requestOf, wordsOf } from "../../server/ssh/command-line.ts";
import { commands } from "../../server/ssh/commands/index.ts";
import { CommandFailure } from "../../server/ssh/exit-code.ts";

it("blanks set words apart, and quotes hold one together", () => {
  expect(wordsOf(`  media  insert "a b"  'c "d'`)).toEqual(["media", "insert", "a b", 'c "d']);
  expect(wordsOf("   ")).toEqual([]);
});

describe("a command line", () => {
  const values = (line: string) => requestOf(commands, wordsOf(line)).values;
  const exitCode = (line: string): number | undefined => {
    try {
      requestOf(commands, wordsOf(line));
      return undefined;
    } catch (error) {
      return error instanceof CommandFailure ? error.exitCode : undefined;
    }
  };

  it("gives its words, also those that were left out", () => {
    expect(values("power")).toEqual([undefined]);
    expect(values("boot pxe always")).toEqual(["pxe", "always"]);
    expect(values("media insert http://x/y.iso usb1")).toEqual(["insert", "http://x/y.iso", "Usb1"]);
  });

  it("ends with 127 for a command that there is not", () => {
    expect(exitCode("powr on")).toBe(127);
    expect(exitCode("constructor")).toBe(127);
  });

  it.each(["power up", "power on now", "media insert", "boot once", "exit 1"])("ends with 2: %s", line => {
    expect(exitCode(line)).toBe(2);
  });
});

it.each([
  ["", commands.map(({ name }) => name)],
  ["s", ["sensors", "sel"]],
  ["power ", ["status", "on", "off", "cycle", "reset", "soft"]],
  ["power o", ["on", "off"]],
  ["boot pxe ", ["once", "always"]],
  ["boot bogus ", []],
  ["media insert http://x ", ["Cd1", "Usb1"]],
  ["media insert ", []],
  ["help me", ["media"]],
  ["bogus ", []],
])("%j can become %j", (line, expected) => {
  expect(completions(commands, line)).toEqual(expected);
});
