import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReplayPoints } from "../../server/console/replay-points.ts";
import { TerminalState } from "../../server/console/terminal-state.ts";
import { pieces, terminalStream } from "./terminal-stream.ts";

const sizes = fc.array(fc.nat(50), { maxLength: 40 });

describe("where a terminal may begin", () => {
  it("is between two characters and two control sequences, wherever the stream was cut and the record begins", () => {
    fc.assert(
      fc.property(terminalStream, sizes, fc.nat(2000), fc.nat(2000), (stream, sizes, start, wanted) => {
        const from = Math.min(start, stream.bytes.length);
        const points = new ReplayPoints(16);
        points.restart(from);
        for (const piece of pieces(stream.bytes.subarray(from), sizes)) points.push(piece, 0);
        const { offset } = points.after(wanted);
        if (offset < stream.bytes.length) {
          expect(offset).toBeGreaterThanOrEqual(Math.min(wanted, stream.bytes.length));
          expect([...stream.boundaries]).toContain(offset);
        }
      }),
    );
  });

  it("is the beginning of what is all kept", () => {
    const points = new ReplayPoints(16);
    points.push(Buffer.from("no line's end"), 0);
    expect(points.after(0)).toEqual({ offset: 0, state: "" });
  });

  it("comes soon after what is no longer kept, in the state that a terminal had there", () => {
    const points = new ReplayPoints(16);
    let [offset, kept] = [0, 0];
    for (let line = 0; line < 100; line += 1) {
      const bytes = Buffer.from(`\x1b[31mline ${line}\r\n`);
      offset += bytes.length;
      kept = Math.max(0, offset - 200);
      points.push(bytes, kept);
    }
    const point = points.after(kept);
    expect(point.offset - kept).toBeLessThan(64);
    expect(point.state.endsWith("\x1b[31m")).toBe(true);
  });

  it("is the end where nothing else is sure", () => {
    const points = new ReplayPoints(16);
    points.restart(1000);
    points.push(Buffer.from("x".repeat(100)), 1000);
    expect(points.after(1000).offset).toBe(1100);
  });
});

function restoring(text: string): string {
  const state = new TerminalState();
  state.read(Buffer.from(text));
  return state.restoring;
}
const asNew = restoring("");

describe("the state of a terminal", () => {
  it.each([
    ["colours", "\x1b[0;1m\x1b[38;5;208mx", "\x1b[0;1m\x1b[38;5;208m"],
    ["an editor's screen and cursor keys", "\x1b[?1049h\x1b[?1hx", "\x1b[?1049h\x1b[?1h"],
    ["a hidden cursor", "\x1b[?25l", "\x1b[?25l"],
    ["several modes at once", "\x1b[?7;2004h\x1b[?7l", "\x1b[?7l\x1b[?2004h"],
    ["a scroll region", "\x1b[2;10r", "\x1b[2;10r"],
    ["line drawing and the keypad", "\x1b(0\x1b=", "\x1b(0\x1b="],
  ])("is kept: %s", (_, text, kept) => {
    expect(restoring(text)).toBe(asNew + kept);
  });

  it.each([
    ["colours, reset", "\x1b[31mred\x1b[m"],
    ["an editor that ended", "\x1b[?1049h\x1b[?1h\x1b[?1l\x1b[?1049l"],
    ["a reset terminal", "\x1b[31m\x1b[?25l\x1b(0\x1b=\x1bc"],
    ["what a string says", "\x1b]0;[31m\x07\x1bP[?25l\x1b\\"],
    ["modes that nobody knows", "\x1b[?9999h\x1b[4h"],
    ["a sequence without an end", `\x1b[${"1;".repeat(5000)}`],
  ])("is that of a new one: %s", (_, text) => {
    expect(restoring(text)).toBe(asNew);
  });

  it("is the same however the bytes are cut, and never grows without bound", () => {
    fc.assert(
      fc.property(terminalStream, sizes, ({ bytes }, sizes) => {
        const [whole, cut] = [new TerminalState(), new TerminalState()];
        whole.read(bytes);
        for (const piece of pieces(bytes, sizes)) cut.read(piece);
        expect(cut.restoring).toBe(whole.restoring);
        expect(whole.restoring.length).toBeLessThan(2500);
      }),
    );
  });

  it("survives any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), bytes => {
        const state = new TerminalState();
        state.read(Buffer.from(bytes), 0);
        state.read(Buffer.from("\x18\x1bc"));
        expect(state.restoring).toBe(asNew);
      }),
    );
  });
});
