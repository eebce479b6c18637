import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NbdConversation, type ReadRequest } from "../../../server/media/nbd/conversation.ts";

const served = { name: "cd", size: 1_048_576 };

/** A server of this export, and all that it has sent, in hexadecimal. */
function conversation() {
  const reads: ReadRequest[] = [];
  const sent: Buffer[] = [];
  const state = { ended: false };
  const nbd = new NbdConversation(served, {
    send: bytes => sent.push(bytes),
    read: request => reads.push(request),
    end: () => {
      state.ended = true;
    },
  });
  const take = (): string => Buffer.concat(sent.splice(0)).toString("hex");
  const push = (hex: string): string => {
    nbd.push(Buffer.from(hex.replaceAll(" ", ""), "hex"));
    return take();
  };
  return { nbd, reads, state, push, take };
}

const greeting = "4e42444d41474943 49484156454f5054 0003".replaceAll(" ", "");
const flags = "00000003";
const option = "49484156454f5054";
const reply = "0003e889045565a9";
/** Go for the export "cd", which asks for its sizes of blocks. */
const go = `${option} 00000007 0000000a 00000002 6364 0001 0003`;
const read = (cookie: string, offset: string, length: string) =>
  `25609513 0000 0000 ${cookie} ${offset} ${length}`;

/** In transmission. */
function open() {
  const opened = conversation();
  opened.push(flags);
  opened.push(go);
  return opened;
}

describe("the handshake", () => {
  test("begins with the server's greeting: fixed newstyle, no zeroes", () => {
    expect(conversation().take()).toBe(greeting);
  });

  test("with Go tells size, flags and sizes of blocks, as QEMU asks for them", () => {
    const { push, take } = conversation();
    take();
    expect(push(flags)).toBe("");
    const answer = [
      ...[reply, "00000007", "00000003", "0000000c", "0000", "0000000000100000", "0103"],
      ...[reply, "00000007", "00000003", "0000000e", "0003", "00000001", "00001000", "00200000"],
      ...[reply, "00000007", "00000001", "00000000"],
    ];
    expect(push(go)).toBe(answer.join(""));
    expect(push(read("0000000000000001", "0000000000000000", "00000200"))).toBe("");
  });

  test("with Info tells the same and stays in the handshake", () => {
    const { push, reads } = open();
    expect(reads).toEqual([]);
    const { push: info } = conversation();
    info(flags);
    expect(info(go.replace("00000007", "00000006"))).toMatch(/000000060000000100000000$/);
    expect(info(`${option} 00000063 00000000`)).toBe(`${reply}000000638000000100000000`);
    expect(push("")).toBe("");
  });

  test("with the old ExportName gives size and flags, with zeroes for who has not declined them", () => {
    const { push, take } = conversation();
    take();
    push("00000001");
    expect(push(`${option} 00000001 00000002 6364`)).toBe(`00000000001000000103${"00".repeat(124)}`);
  });

  test("knows no other export, and no other option", () => {
    const { push } = conversation();
    push(flags);
    expect(push(`${option} 00000007 00000009 00000003 786364 0000`)).toBe(`${reply}000000078000000600000000`);
    expect(push(`${option} 00000008 00000000`)).toBe(`${reply}000000088000000100000000`);
    expect(push(`${option} 00000007 00000002 0000`)).toBe(`${reply}000000078000000300000000`);
  });

  test.each([
    ["a client without fixed newstyle", "00000000"],
    ["flags that nobody knows", "00000007"],
    ["an option that is none", `${flags} 0102030405060708 00000007 00000000`],
    ["an option without end", `${flags} ${option} 00000007 7fffffff`],
    ["another export by the old option", `${flags} ${option} 00000001 00000001 78`],
    ["Abort", `${flags} ${option} 00000002 00000000`],
  ])("ends with %s", (_, bytes) => {
    const { push, state } = conversation();
    push(bytes);
    expect(state.ended).toBe(true);
  });
});

describe("transmission", () => {
  test("asks for what is to be read and answers in any order", () => {
    const { nbd, push, take, reads } = open();
    push(read("0000000000000001", "0000000000000200", "00000002"));
    push(read("00000000000000ff", "00000000000ffffe", "00000002"));
    expect(reads).toEqual([
      { cookie: 1n, offset: 512, length: 2 },
      { cookie: 255n, offset: 1_048_574, length: 2 },
    ]);
    nbd.answer(255n, Buffer.from("abcd", "hex"));
    nbd.refuse(1n, 5);
    expect(take()).toBe("674466980000000000000000000000ffabcd67446698000000050000000000000001");
  });

  test("refuses what lies beyond the end, and what is too much at once", () => {
    const { push, reads } = open();
    const invalid = "67446698000000160000000000000001";
    expect(push(read("0000000000000001", "0000000000100000", "00000001"))).toBe(invalid);
    expect(push(read("0000000000000001", "ffffffffffffffff", "00000002"))).toBe(invalid);
    expect(push(read("0000000000000001", "0000000000000000", "00000000"))).toBe(invalid);
    expect(push(read("0000000000000001", "0000000000000000", "00200001"))).toBe(invalid);
    expect(reads).toEqual([]);
  });

  test("refuses to write, and goes on after what was to be written", () => {
    const { push, reads } = open();
    const write = "25609513 0000 0001 0000000000000007 0000000000000000 00000004";
    expect(push(`${write} 25609513`)).toBe("67446698000000010000000000000007");
    push(read("0000000000000008", "0000000000000000", "00000001"));
    expect(reads.map(({ cookie }) => cookie)).toEqual([8n]);
  });

  test("ends when the client says so, and when it does not speak NBD", () => {
    for (const bytes of ["25609513 0000 0002 0000000000000001 0000000000000000 00000000", "00".repeat(28)]) {
      const { push, state } = open();
      push(bytes);
      expect(state.ended).toBe(true);
    }
  });
});

test("where the bytes are cut changes nothing", () => {
  const requests = fc.array(
    fc.record({ offset: fc.nat({ max: served.size }), length: fc.nat({ max: 3_000_000 }) }),
    { maxLength: 8 },
  );
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
  fc.assert(
    fc.property(requests, fc.array(fc.nat({ max: 400 }), { maxLength: 40 }), (asked, cuts) => {
      const bytes = Buffer.from(
        [flags, go, ...asked.map((r, n) => read(hex(n, 16), hex(r.offset, 16), hex(r.length, 8)))]
          .join("")
          .replaceAll(" ", ""),
        "hex",
      );
      const whole = conversation();
      whole.nbd.push(bytes);
      const cut = conversation();
      let from = 0;
      for (const to of [...new Set(cuts)].sort((a, b) => a - b)) {
        cut.nbd.push(bytes.subarray(from, to));
        from = Math.max(from, Math.min(to, bytes.length));
      }
      cut.nbd.push(bytes.subarray(from));
      expect(cut.reads).toEqual(whole.reads);
      expect(cut.take()).toBe(whole.take());
    }),
  );
});

test("no bytes from a client make it fail", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom("", flags, `${flags}${go}`),
      (bytes, before) => {
        const { nbd, push } = conversation();
        push(before);
        nbd.push(Buffer.from(bytes));
      },
    ),
  );
});
