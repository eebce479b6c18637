import { describe, expect, it } from "vitest";
import { SerialLog } from "../../server/console/serial-log.ts";
import { FakeSerialLine } from "../support/fake-serial-line.ts";

function kept(offset = 0) {
  let value = { offset };
  return {
    get value() {
      return value;
    },
    save(changed: { readonly offset: number }) {
      value = changed;
    },
  };
}
const logOf = (line: FakeSerialLine, beginning = kept()): SerialLog =>
  new SerialLog({ line, persistent: true, beginning, now: () => 1000 });
const texts = (log: SerialLog): readonly string[] => log.lines.map(({ text }) => text);

describe("the serial line's log", () => {
  it("has what was printed before it was there and what comes, each with its time", () => {
    const line = new FakeSerialLine();
    line.now = 500;
    line.print("before\n");
    const log = logOf(line);
    line.print("after\n");
    expect(log.lines).toEqual([
      { offset: 0, text: "before", at: 500 },
      { offset: 7, text: "after", at: 1000 },
    ]);
  });

  it("stays cleared when it is made anew, and goes on with the line that had begun", () => {
    const line = new FakeSerialLine();
    const beginning = kept();
    const log = logOf(line, beginning);
    line.print("gone\nbegun ");
    log.clear();
    expect(texts(log)).toEqual([]);
    line.print("here\n");
    expect(texts(log)).toEqual(["begun here"]);
    expect(texts(logOf(line, beginning))).toEqual(["begun here"]);
  });

  it("begins with the record's beginning where that was cut meanwhile", () => {
    const line = new FakeSerialLine();
    line.print("all that is left\n");
    expect(texts(logOf(line, kept(10_000)))).toEqual(["all that is left"]);
  });
});
