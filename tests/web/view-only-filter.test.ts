import { array, assert, constantFrom, integer, oneof, property, tuple, uint8Array } from "fast-check";
import { describe, expect, it } from "vitest";
import { RfbError, ViewOnlyFilter } from "../../server/web/view-only-filter.ts";

const start = Buffer.from("RFB 003.008\n\x01\x00", "latin1");
const startPassed = Buffer.from("RFB 003.008\n\x01\x01", "latin1");

const filtered = (...chunks: readonly Uint8Array[]): Buffer => {
  const filter = new ViewOnlyFilter();
  return Buffer.concat(chunks.flatMap(chunk => filter.push(Buffer.from(chunk))));
};

/** In pieces of these sizes, over and over. */
function cut(stream: Buffer, sizes: readonly number[]): readonly Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0, turn = 0; at < stream.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(stream.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

const passing = {
  SetPixelFormat: hex("00 000000 20 18 00 01 00ff 00ff 00ff 10 08 00 000000"),
  SetEncodings: hex("02 00 0002 00000007 ffffff11"),
  FramebufferUpdateRequest: hex("03 01 0000 0000 02d0 0190"),
  EnableContinuousUpdates: hex("96 01 0000 0000 02d0 0190"),
  ClientFence: hex("f8 000000 00000001 02 abcd"),
};

const dropped = {
  KeyEvent: hex("04 01 0000 0000ff0d"),
  PointerEvent: hex("05 01 0010 0010"),
  ClientCutText: hex("06 000000 00000003 616263"),
  "ClientCutText of the extended clipboard": hex("06 000000 fffffffc 10000001"),
  xvp: hex("fa 00 01 02"),
  "SetDesktopSize of one screen": hex("fb 00 0400 0300 01 00 00000000 0000 0000 0400 0300 00000000"),
  "QEMU extended key event": hex("ff 00 0001 0000ff0d 0000001c"),
  "QEMU audio, enable": hex("ff 01 0000"),
  "QEMU audio, set format": hex("ff 01 0002 03 02 0000bb80"),
};

describe("what a ReadOnly viewer sends to the screen", () => {
  it.each(Object.entries(passing))("%s passes", (_name, message) => {
    expect(filtered(start, message)).toEqual(Buffer.concat([startPassed, message]));
  });

  it.each(Object.entries(dropped))("%s does not pass, what follows it does", (_name, message) => {
    const next = passing.FramebufferUpdateRequest;
    expect(filtered(start, message, next)).toEqual(Buffer.concat([startPassed, next]));
  });

  it("keeps others connected: the shared flag is always set", () => {
    expect(filtered(start)).toEqual(startPassed);
  });

  it("never turns on pointer messages of another length", () => {
    const asked = hex("02 00 0003 00000007 fffffec4 ffffff11");
    expect(filtered(start, asked)).toEqual(Buffer.concat([startPassed, passing.SetEncodings]));
  });

  it("lets version 3.3, which names no security type, and VNC authentication through", () => {
    const next = passing.FramebufferUpdateRequest;
    expect(filtered(Buffer.from("RFB 003.003\n\x01"), next)).toEqual(
      Buffer.concat([Buffer.from("RFB 003.003\n\x01"), next]),
    );
    const withPassword = Buffer.concat([Buffer.from("RFB 003.008\n\x02"), Buffer.alloc(16, 9), Buffer.of(1)]);
    expect(filtered(withPassword, next)).toEqual(Buffer.concat([withPassword, next]));
  });

  it.each([
    ["an unknown message", hex("fc 00")],
    ["an unknown message of QEMU", hex("ff 07 0000")],
    ["more encodings than there are", hex("02 00 ffff")],
  ])("gives up on %s", (_name, message) => {
    expect(() => filtered(start, message)).toThrow(RfbError);
  });

  it("keeps nothing of a clipboard that claims 2 GiB", () => {
    const filter = new ViewOnlyFilter();
    filter.push(start);
    filter.push(hex("06 000000 7fffffff"));
    for (let chunk = 0; chunk < 1000; chunk += 1) expect(filter.push(Buffer.alloc(1024))).toEqual([]);
  });

  it("passes nothing more once it has given up: the screen may be in the middle of a message", () => {
    const filter = new ViewOnlyFilter();
    filter.push(Buffer.concat([start, passing.SetPixelFormat.subarray(0, 10)]));
    const unknown = Buffer.concat([passing.SetPixelFormat.subarray(10), Buffer.of(252)]);
    expect(() => filter.push(unknown)).toThrow(RfbError);
    const fenceWithAKey = hex("f8 000000 00000000 10 0000 04 01 0000 0000ff0d 00000000 00");
    expect(filter.push(fenceWithAKey)).toEqual([]);
  });

  it("never passes a byte of keys, pointer or clipboard, whatever they hold and however it is cut", async () => {
    const bytes = (length: number) => uint8Array({ minLength: length, maxLength: length });
    const message = (head: string, rest: number) =>
      bytes(rest).map(body => Buffer.concat([hex(head), Buffer.from(body)]));
    const text = (sign: 1 | -1) =>
      uint8Array({ maxLength: 40 }).map(body => {
        const head = hex("06 000000 00000000");
        head.writeInt32BE(sign * body.length, 4);
        return Buffer.concat([head, Buffer.from(body)]);
      });
    const asked = oneof(message("03", 9), message("00", 19), message("f8 000000 00000000 08", 8));
    const done = oneof(message("04", 7), message("05", 5), message("ff 00", 10), text(1), text(-1));
    const sent = array(
      oneof(
        asked.map(bytes => ({ bytes, passes: true })),
        done.map(bytes => ({ bytes, passes: false })),
      ),
      { maxLength: 12 },
    );
    await assert(
      property(sent, array(integer({ min: 1, max: 30 }), { minLength: 1 }), (messages, sizes) => {
        const wanted = messages.filter(({ passes }) => passes).map(({ bytes }) => bytes);
        const stream = Buffer.concat([start, ...messages.map(({ bytes }) => bytes)]);
        expect(filtered(...cut(stream, sizes))).toEqual(Buffer.concat([startPassed, ...wanted]));
      }),
    );
  });

  it("is the same however the stream is cut", async () => {
    const messages = array(constantFrom(...Object.values(passing), ...Object.values(dropped)), {
      maxLength: 12,
    });
    await assert(
      property(messages, array(integer({ min: 1, max: 30 }), { minLength: 1 }), (sent, sizes) => {
        const stream = Buffer.concat([start, ...sent]);
        const wanted = sent.filter(message => Object.values(passing).includes(message));
        expect(filtered(...cut(stream, sizes))).toEqual(Buffer.concat([startPassed, ...wanted]));
      }),
    );
  });

  it("passes or gives up on any bytes, and never fails in another way", async () => {
    const types = constantFrom(0, 2, 3, 4, 5, 6, 150, 248, 250, 251, 252, 255);
    const message = tuple(types, uint8Array({ maxLength: 40 }));
    await assert(
      property(array(message), sent => {
        const filter = new ViewOnlyFilter();
        try {
          for (const [type, rest] of [[82, start.subarray(1)] as const, ...sent]) {
            filter.push(Buffer.concat([Buffer.of(type), rest]));
          }
        } catch (error) {
          expect(error).toBeInstanceOf(RfbError);
        }
      }),
    );
  });
});
