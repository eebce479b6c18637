import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FakeSerialLine } from "../../support/fake-serial-line.ts";
import { solConnection } from "../support/sol-console.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("types what it is sent and acknowledges it", () => {
  const { line, sent, receive } = solConnection();
  receive(5, 0, 0, 0, "root\r");
  expect(line.typed).toBe("root\r");
  expect(sent).toEqual([{ sequence: 0, acknowledged: 5, accepted: 5, status: 0, text: "" }]);
});

it("acknowledges again a while later, for the acknowledgement may get lost", () => {
  const { sent, receive } = solConnection();
  receive(5, 0, 0, 0, "root\r");
  vi.advanceTimersByTime(299);
  expect(sent).toHaveLength(1);
  vi.advanceTimersByTime(10_000);
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
});

it("lets output that follows acknowledge again", () => {
  const { line, sent, receive } = solConnection(undefined, { retryCount: 0 });
  receive(5, 0, 0, 0, "root\r");
  line.print("root");
  expect(sent.at(-1)).toEqual({ sequence: 1, acknowledged: 5, accepted: 5, status: 0, text: "root" });
  vi.advanceTimersByTime(1000);
  expect(sent).toHaveLength(2);
});

it("types a repeated packet once, and only what it has grown by", () => {
  const { line, sent, receive } = solConnection();
  receive(5, 0, 0, 0, "ro");
  receive(5, 0, 0, 0, "ro");
  receive(5, 0, 0, 0, "root");
  expect(line.typed).toBe("root");
  expect(sent.map(({ acknowledged, accepted }) => [acknowledged, accepted])).toEqual([
    [5, 2],
    [5, 2],
    [5, 4],
  ]);
});

it("sends a break once", () => {
  const { line, receive } = solConnection();
  receive(3, 0, 0, 0x10);
  receive(3, 0, 0, 0x10);
  expect(line.breaks).toBe(1);
  receive(4, 0, 0, 0x10);
  expect(line.breaks).toBe(2);
});

it("puts output on the acknowledgement when it may send", () => {
  const line = new FakeSerialLine();
  const { sent, receive } = solConnection(line);
  receive(0, 0, 0, 0x08);
  line.print("$ ");
  receive(1, 0, 0, 0, "ls");
  expect(sent).toEqual([{ sequence: 1, acknowledged: 1, accepted: 2, status: 0, text: "$ " }]);
});

it("accepts and forgets what is typed while the machine is off, and says that it is", () => {
  const { line, sent, receive } = solConnection();
  line.connected = false;
  receive(1, 0, 0, 0, "ls");
  expect(sent).toMatchObject([{ acknowledged: 1, accepted: 2, status: 0x20 }]);
  line.connected = true;
  receive(2, 0, 0, 0, "ls");
  expect(sent.at(-1)).toMatchObject({ acknowledged: 2, status: 0 });
});

it("does not answer what the guest has no room for, and types it when it comes again", () => {
  const { line, sent, receive } = solConnection();
  const write = line.write.bind(line);
  line.write = () => false;
  receive(1, 0, 0, 0, "ls");
  expect(sent).toEqual([]);
  line.write = write;
  receive(1, 0, 0, 0, "ls");
  expect(line.typed).toBe("ls");
  expect(sent).toMatchObject([{ acknowledged: 1, accepted: 2, status: 0 }]);
});

it("accepts of a packet that is too long the part that it has announced", () => {
  const { line, sent, receive } = solConnection();
  receive(1, 0, 0, 0, "x".repeat(300));
  expect(line.typed).toBe("x".repeat(255));
  expect(sent).toMatchObject([{ acknowledged: 1, accepted: 255, status: 0 }]);
});

it("ignores a payload that is none", () => {
  const { connection, sent } = solConnection();
  connection.receive(Buffer.from([1, 2, 3]));
  expect(sent).toEqual([]);
});

it("types everything once, whatever is lost on the way and however much room the guest has", () => {
  const step = fc.record({
    text: fc.string({ minLength: 1, maxLength: 300 }),
    /** For each attempt of the console to get rid of it. */
    attempts: fc.array(
      fc.record({ isLost: fc.boolean(), isAnswerLost: fc.boolean(), isFull: fc.boolean() }),
      { maxLength: 4 },
    ),
    printed: fc.string({ maxLength: 20 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), steps => {
      const { line, sent, receive, connection } = solConnection();
      const write = line.write.bind(line);
      let [sequence, expected] = [0, ""];
      for (const { text, attempts, printed } of steps) {
        const characters = Buffer.from(text).toString("latin1").slice(0, 255);
        expected += characters;
        sequence = (sequence % 15) + 1;
        let isDelivered = false;
        for (const attempt of [...attempts, { isLost: false, isAnswerLost: false, isFull: false }]) {
          if (isDelivered) break;
          line.write = attempt.isFull ? () => false : write;
          const before = sent.length;
          if (!attempt.isLost) receive(sequence, 0, 0, 0, characters);
          line.print(printed);
          vi.advanceTimersByTime(1000);
          const answers = attempt.isAnswerLost ? [] : sent.slice(before);
          isDelivered = answers.some(({ acknowledged, accepted }) => {
            return acknowledged === sequence && accepted === Buffer.from(characters).length;
          });
        }
      }
      connection.close();
      expect(line.typed).toBe(expected);
    }),
    { numRuns: 50 },
  );
});
