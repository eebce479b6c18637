import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SerialRecord } from "../../server/console/serial-record.ts";
import { FakeSerialLine } from "../support/fake-serial-line.ts";
import { pieces, terminalStream } from "./terminal-stream.ts";

const second = 1000;
const begun = Date.UTC(2026, 0, 31, 12);

/** A line that printed these, a second apart. */
function recordOf(texts: readonly string[], beginning = 0) {
  const line = new FakeSerialLine();
  texts.forEach((text, index) => {
    line.now = begun + index * second;
    line.print(Buffer.from(text).toString("latin1"));
  });
  return new SerialRecord(line, () => beginning);
}

async function all(parts: AsyncIterable<string | Buffer>): Promise<string> {
  let text = "";
  for await (const part of parts) text += typeof part === "string" ? part : part.toString();
  return text;
}

type Event = readonly [number, string, string];

async function played(record: SerialRecord, since?: number) {
  const options = { columns: 100, rows: 30, title: "Serial" };
  const text = await all(record.asciicast(record.span(since === undefined ? {} : { since }), options));
  const [header = "", ...events] = text.trimEnd().split("\n");
  return { header: JSON.parse(header), events: events.map(line => JSON.parse(line) as Event) };
}

describe("the record of the serial line", () => {
  it("gives a span of time as bytes, and as text without control sequences", async () => {
    const record = recordOf(["one\r\n", "\x1b[31mtwo\x1b[0m\r\n", "10 %\r100 %\r\n", "login: "]);
    const span = record.span({ since: begun + second });
    expect(await all(record.raw(span))).toBe("\x1b[31mtwo\x1b[0m\r\n10 %\r100 %\r\nlogin: ");
    expect(await all(record.text(span, false))).toBe("two\n100 %\nlogin:\n");
    const until = record.span({ until: begun + 2 * second });
    expect(await all(record.text(until, false))).toBe("one\ntwo\n");
  });

  it("says on request when each line ended", async () => {
    const record = recordOf(["on", "e\r\ntwo\r\n"]);
    expect(await all(record.text(record.whole, true))).toBe(
      "2026-01-31T12:00:01.000Z one\n2026-01-31T12:00:01.000Z two\n",
    );
  });

  it("begins where the log was cleared", async () => {
    const record = recordOf(["gone\r\n", "here\r\n"], 6);
    expect(await all(record.text(record.whole, false))).toBe("here\n");
    expect(record.since).toBe(begun + second);
    expect(await all(recordOf(["all of another line\n"], 5000).text({ from: 0, to: 20 }, false))).toContain(
      "all",
    );
  });

  it("is an asciicast with the times at which things came", async () => {
    const { header, events } = await played(recordOf(["boot\r\n", "login: ", "ro"]));
    expect(header).toEqual({ version: 2, width: 100, height: 30, timestamp: begun / 1000, title: "Serial" });
    expect(events).toEqual([
      [0, "o", "boot\r\n"],
      [1, "o", "login: "],
      [2, "o", "ro"],
    ]);
  });

  it("is an asciicast that begins in the state that a terminal had there", async () => {
    const { events } = await played(recordOf(["\x1b[32mgreen", " and on"]), begun + second);
    expect(events[0]?.[2].endsWith("\x1b[32m")).toBe(true);
    expect(events[1]).toEqual([0, "o", " and on"]);
  });

  it("cuts no character and no sequence at the beginning of an asciicast, nor any between its events", async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(terminalStream, sizes, fc.nat(25), async (stream, sizes, first) => {
        const line = new FakeSerialLine();
        pieces(stream.bytes, sizes).forEach((piece, index) => {
          line.now = begun + index * second;
          line.print(piece.toString("latin1"));
        });
        const { events } = await played(new SerialRecord(line, () => 0), begun + first * second);
        const texts = events.map(([, , text]) => text);
        const content = Buffer.from((texts[0]?.startsWith("\x18") ? texts.slice(1) : texts).join(""));
        const offset = stream.bytes.length - content.length;
        expect([...stream.boundaries]).toContain(offset);
        expect(content).toEqual(stream.bytes.subarray(offset));
        const times = events.map(([seconds]) => seconds);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
      { numRuns: 200 },
    );
  });
});
