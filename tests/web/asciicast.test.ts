import { describe, expect, it } from "vitest";
import { parseAsciicast, secondsOf, withoutPauses } from "../../web/consoles/asciicast.ts";

const header = '{"version":2,"width":80,"height":24,"timestamp":1769860800}';

describe("a recording", () => {
  it("is read with the times of its output; what else happened is left out", () => {
    const recording = parseAsciicast(`${header}\n[0.5,"o","a"]\n[1,"i","x"]\n[2.5,"o","b"]\n`);
    expect(recording).toEqual({
      ...{ columns: 80, rows: 24, timestamp: 1769860800 },
      output: [
        { at: 0.5, text: "a" },
        { at: 2.5, text: "b" },
      ],
    });
  });

  it("never runs back, and survives lines that are none of it", () => {
    const recording = parseAsciicast(
      `${header}\n[3,"o","a"]\nnonsense\n[1,"o","b"]\n["x","o","c"]\n[4,"o",5]\n`,
    );
    expect(recording?.output.map(({ at }) => at)).toEqual([3, 3, 3]);
  });

  it.each(["", "{", "null", '{"version":3,"width":80,"height":24}', '{"version":2,"width":0,"height":24}'])(
    "is not %j",
    text => {
      expect(parseAsciicast(text)).toBeUndefined();
    },
  );

  it("can be played without its pauses", () => {
    const recording = parseAsciicast(`${header}\n[10,"o","a"]\n[10.2,"o","b"]\n[99,"o","c"]\n`);
    expect(recording && secondsOf(recording)).toBe(99);
    const short = recording && withoutPauses(recording, 1);
    expect(short?.output.map(({ at }) => Number(at.toFixed(1)))).toEqual([1, 1.2, 2.2]);
  });
});
