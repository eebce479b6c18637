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

it("sends the first character at once and shows nothing of what was printed before", () => {
  const line = new FakeSerialLine();
  line.print("long ago");
  const { sent } = solConnection(line);
  line.print("l");
  expect(sent).toEqual([{ sequence: 1, acknowledged: 0, accepted: 0, status: 0, text: "l" }]);
});

it("gathers what follows soon after, and sends a full packet without waiting", () => {
  const { line, sent, acknowledge } = solConnection();
  line.print("l");
  acknowledge();
  line.print("o");
  line.print("g");
  expect(sent).toHaveLength(1);
  vi.advanceTimersByTime(5);
  expect(sent.at(-1)?.text).toBe("og");
  acknowledge();
  line.print("x".repeat(300));
  expect(sent.at(-1)?.text).toBe("x".repeat(255));
});

it("has one packet under way, and sends on when it is acknowledged", () => {
  const { line, sent, acknowledge } = solConnection();
  line.print("x".repeat(600));
  expect(sent).toHaveLength(1);
  acknowledge();
  expect(sent.map(({ sequence, text }) => [sequence, text.length])).toEqual([
    [1, 255],
    [2, 255],
  ]);
});

it("sends without company as many characters as the threshold says", () => {
  const { line, sent, acknowledge } = solConnection(undefined, { sendThreshold: 4, accumulateInterval: 20 });
  line.print("l");
  acknowledge();
  line.print("ogi");
  vi.advanceTimersByTime(99);
  expect(sent).toHaveLength(1);
  line.print("n");
  expect(sent.at(-1)?.text).toBe("ogin");
});

it("lets characters wait for company as long as the accumulate interval says", () => {
  const { line, sent, acknowledge } = solConnection(undefined, { accumulateInterval: 20 });
  line.print("l");
  acknowledge();
  line.print("ogin");
  vi.advanceTimersByTime(99);
  expect(sent).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(sent.at(-1)?.text).toBe("ogin");
});

it("repeats a packet unchanged, as often and in the interval that the settings say", () => {
  const { line, sent, connection } = solConnection(undefined, { retryCount: 2, retryInterval: 30 });
  line.print("login: ");
  vi.advanceTimersByTime(299);
  expect(sent).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(sent).toHaveLength(2);
  vi.advanceTimersByTime(300);
  expect(sent).toEqual([sent[0], sent[0], sent[0]]);
  expect(connection.isUnanswered).toBe(false);
  vi.advanceTimersByTime(300);
  expect(connection.isUnanswered).toBe(true);
  vi.advanceTimersByTime(4999);
  expect(sent).toHaveLength(3);
});

it("does not repeat where the settings want no retries", () => {
  const { line, sent } = solConnection(undefined, { retryCount: 0 });
  line.print("login: ");
  vi.advanceTimersByTime(5000);
  expect(sent).toHaveLength(1);
});

it("keeps the packet for a console that comes back after all retries, by itself or when it is probed", () => {
  const { line, sent, receive, acknowledge, connection } = solConnection();
  line.print("login: ");
  vi.advanceTimersByTime(2000);
  expect(connection.isUnanswered).toBe(true);
  expect(sent).toHaveLength(8);
  line.print("more");
  receive(0, 0, 0);
  expect(connection.isUnanswered).toBe(false);
  expect(sent.at(-1)).toMatchObject({ sequence: 1, text: "login: " });
  vi.advanceTimersByTime(2000);
  const count = sent.length;
  vi.advanceTimersByTime(5000);
  expect(sent).toHaveLength(count + 1);
  acknowledge();
  vi.advanceTimersByTime(5);
  expect(sent.at(-1)).toMatchObject({ sequence: 2, text: "more" });
});

it("sends the rest of a packet of which a part was taken under a new number", () => {
  const { line, sent, receive } = solConnection();
  line.print("abcdef");
  receive(0, 1, 2);
  vi.advanceTimersByTime(5);
  expect(sent.at(-1)).toMatchObject({ sequence: 2, text: "cdef" });
});

it("waits when the console has no room", () => {
  const { line, sent, receive } = solConnection();
  line.print("abcdef");
  receive(0, 1, 2, 0x40);
  vi.advanceTimersByTime(249);
  expect(sent).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(sent.at(-1)).toMatchObject({ sequence: 2, text: "cdef" });
});

it("waits as long as the console asks for a pause", () => {
  const { line, sent, receive } = solConnection();
  receive(0, 0, 0, 0x08);
  line.print("abc");
  vi.advanceTimersByTime(5000);
  expect(sent).toEqual([]);
  receive(0, 0, 0, 0);
  expect(sent.at(-1)?.text).toBe("abc");
});

it("drops what waits when the console says so", () => {
  const { line, sent, receive } = solConnection();
  line.print("x".repeat(600));
  receive(0, 0, 0, 0x01);
  vi.advanceTimersByTime(5);
  line.print("new");
  vi.advanceTimersByTime(5);
  expect(sent.at(-1)?.text).toBe("new");
  expect(sent).toHaveLength(2);
});

it("ignores an acknowledgement of another packet", () => {
  const { line, sent, receive } = solConnection();
  line.print("x".repeat(600));
  receive(0, 9, 255);
  expect(sent).toHaveLength(1);
});

it("goes on where the line's memory begins when the console was too slow, and says so", () => {
  const line = new FakeSerialLine();
  const history = line.history.bind(line);
  line.history = offset => history(Math.max(offset, line.end - 10));
  const { sent, acknowledge } = solConnection(line);
  line.print("first");
  for (let count = 0; count < 10; count += 1) line.print(`${count} and more `);
  acknowledge();
  vi.advanceTimersByTime(5);
  expect(sent.at(-1)).toMatchObject({ status: 0x08, text: "9 and more ".slice(-10) });
});

it("says nothing any more once it is closed", () => {
  const { line, sent, connection } = solConnection();
  line.print("a");
  connection.close();
  line.print("b");
  vi.advanceTimersByTime(10_000);
  expect(sent).toHaveLength(1);
});

it("loses nothing and doubles nothing, whatever is lost, repeated or taken in part on the way", () => {
  const step = fc.oneof(
    fc.record({ print: fc.string({ minLength: 1, maxLength: 400 }) }),
    fc.record({ take: fc.integer({ min: 0, max: 255 }), isLost: fc.boolean() }),
    fc.record({ wait: fc.integer({ min: 1, max: 600 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const { line, sent, receive, connection } = solConnection();
      let [printed, shown, last] = ["", "", { sequence: 0, taken: 0 }];
      let seen = 0;
      // A console that follows the standard: it knows a repeated number and takes of it what it has not yet.
      const take = (limit: number, isLost: boolean) => {
        const packet = sent.slice(seen).findLast(({ sequence }) => sequence !== 0);
        seen = sent.length;
        if (!packet || isLost) return;
        const known = packet.sequence === last.sequence ? last.taken : 0;
        const taken = Math.max(known, Math.min(limit, packet.text.length));
        shown += packet.text.slice(known, taken);
        last = { sequence: packet.sequence, taken };
        receive(0, packet.sequence, taken);
      };
      for (const it of steps) {
        if ("print" in it) {
          const text = Buffer.from(it.print).toString("latin1");
          printed += text;
          line.print(text);
        } else if ("take" in it) take(it.take, it.isLost);
        else vi.advanceTimersByTime(it.wait);
      }
      for (let count = 0; count < 200 && shown.length < printed.length; count += 1) {
        vi.advanceTimersByTime(1000);
        take(255, false);
      }
      connection.close();
      expect(shown).toBe(printed);
    }),
  );
});
