import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ipmiUnderTest } from "./support/ipmi-under-test.ts";

const folder = new URL("../vectors/ipmi/", import.meta.url);

interface Frame {
  readonly direction: ">" | "<";
  readonly title: string;
  readonly bytes: Buffer;
}

/** A line that begins with ">" or "<" opens a datagram; its bytes follow, each line with a comment behind "#". */
function frames(text: string): Frame[] {
  return text
    .split(/^(?=[<>] )/m)
    .slice(1)
    .map(block => {
      const [title = "", ...lines] = block.split("\n");
      const hex = lines
        .map(line => line.replace(/#.*/, ""))
        .join("")
        .replaceAll(/\s/g, "");
      return { direction: title[0] as ">" | "<", title, bytes: Buffer.from(hex, "hex") };
    });
}

const recordings = readdirSync(folder).filter(name => name.endsWith(".txt"));

it.each(recordings)("answers %s byte by byte as recorded", async name => {
  const { connect } = await ipmiUnderTest();
  const console = connect();
  let expected = 0;
  for (const { direction, title, bytes } of frames(readFileSync(new URL(name, folder), "utf8"))) {
    if (direction === ">") {
      console.send(bytes);
      continue;
    }
    expected += 1;
    for (let turn = 0; turn < 100 && console.received.length < expected; turn += 1) {
      await new Promise(resolve => setImmediate(resolve));
    }
    expect(console.received[expected - 1]?.toString("hex"), title).toBe(bytes.toString("hex"));
  }
  expect(expected).toBeGreaterThan(5);
  expect(console.received).toHaveLength(expected);
});
