import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineLog } from "../../server/console/line-log.ts";

function logOf(...chunks: readonly string[]): LineLog {
  const log = new LineLog(100);
  for (const chunk of chunks) log.push(Buffer.from(chunk));
  return log;
}
const texts = (log: LineLog): readonly string[] => log.lines.map(({ text }) => text);

describe("a log of lines", () => {
  it("has whole lines, with the offset at which each begins", () => {
    const log = logOf("first\nsec", "ond\r\nthi");
    expect(log.lines).toEqual([
      { offset: 0, text: "first" },
      { offset: 6, text: "second" },
    ]);
    expect(log.next).toBe(14);
    expect(log.find(6)?.text).toBe("second");
    expect(log.find(7)).toBeUndefined();
  });

  it("leaves out empty lines, colours, cursor movements and control characters", () => {
    expect(texts(logOf("\n\r\n  \n\u001b[1;31mred\u001b[0m\u001b[2J\u0007 text\u001b(B\n"))).toEqual([
      "red text",
    ]);
  });

  it("shows of a line that was written over what stood there at last", () => {
    expect(texts(logOf("10 %\r50 %\r100 %\r\n"))).toEqual(["100 %"]);
  });

  it("says when a line ended, where somebody saw it", () => {
    const log = logOf("old\n");
    log.push(Buffer.from("new\n"), 5000);
    expect(log.lines).toEqual([
      { offset: 0, text: "old" },
      { offset: 4, text: "new", at: 5000 },
    ]);
  });

  it("keeps the newest lines, and cuts one that does not end", () => {
    const log = new LineLog(2);
    for (const text of ["a", "b", "c"]) log.push(Buffer.from(`${text}\n`));
    expect(texts(log)).toEqual(["b", "c"]);
    expect(log.overflowed).toBe(true);
    log.push(Buffer.from("x".repeat(5000)));
    expect(log.lines.map(({ text }) => text.length)).toEqual([1024, 1024]);
  });

  it("has the same lines however the bytes were cut, and never fails on any", () => {
    const bytes = fc.uint8Array({ maxLength: 4000 });
    fc.assert(
      fc.property(bytes, fc.array(fc.nat({ max: 500 }), { maxLength: 20 }), (data, cuts) => {
        const [whole, pieces] = [new LineLog(50), new LineLog(50)];
        whole.push(Buffer.from(data));
        let from = 0;
        for (const cut of cuts) {
          pieces.push(Buffer.from(data.subarray(from, from + cut)));
          from += cut;
        }
        pieces.push(Buffer.from(data.subarray(from)));
        expect(pieces.lines).toEqual(whole.lines);
        expect(pieces.next).toBe(whole.next);
      }),
    );
  });
});
