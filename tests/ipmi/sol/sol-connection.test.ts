import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { SolSettings } from "../../../server/ipmi/sol/sol-configuration.ts";
import { SolConnection } from "../../../server/ipmi/sol/sol-connection.ts";
import { FakeSerialLine } from "../../support/fake-serial-line.ts";

interface Sent {
  readonly sequence: number;
  readonly acknowledged: number;
  readonly accepted: number;
  readonly status: number;
  readonly text: string;
}

const defaults: SolSettings = {
  enabled: true,
  forceEncryption: true,
  privilege: 3,
  accumulateInterval: 1,
  sendThreshold: 255,
  retryCount: 7,
  retryInterval: 25,
  bitRate: "115200",
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function solConnection(line = new FakeSerialLine(), changed: Partial<SolSettings> = {}) {
  const sent: Sent[] = [];
  const send = (payload: Buffer) => {
    const [sequence, acknowledged, accepted, status] = [...payload] as [number, number, number, number];
    sent.push({ sequence, acknowledged, accepted, status, text: payload.toString("latin1", 4) });
  };
  const settings = { ...defaults, ...changed };
  const connection = new SolConnection({ line, settings: () => settings, send });
  const receive = (sequence: number, acknowledged: number, accepted: number, operation = 0, text = "") =>
    connection.receive(
      Buffer.concat([Buffer.from([sequence, acknowledged, accepted, operation]), Buffer.from(text)]),
    );
  /** Takes everything that was sent last. */
  const acknowledge = () => {
    const last = sent.at(-1) as Sent;
    receive(0, last.sequence, last.text.length);
  };
  return { line, sent, connection, receive, acknowledge };
}

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
