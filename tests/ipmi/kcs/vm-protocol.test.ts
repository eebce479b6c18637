import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeVmRequest,
  encodeVmMessage,
  encodeVmResponse,
  VmDecoder,
} from "../../../server/ipmi/kcs/vm-protocol.ts";

const bytes = (length = 60) =>
  fc.uint8Array({ minLength: 3, maxLength: length }).map(array => Buffer.from(array));

/** A stream in pieces. */
function pieces(stream: Buffer, cuts: readonly number[]): Buffer[] {
  const parts: Buffer[] = [];
  let rest = stream;
  for (const cut of cuts) {
    parts.push(rest.subarray(0, cut));
    rest = rest.subarray(cut);
  }
  return [...parts, rest];
}

describe("QEMU's VM protocol", () => {
  it("carries any bytes, however the stream is cut", () => {
    fc.assert(
      fc.property(
        fc.array(bytes(), { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 9 })),
        (messages, cuts) => {
          const decoder = new VmDecoder();
          const stream = Buffer.concat(messages.map(encodeVmMessage));
          const frames = pieces(stream, cuts).flatMap(piece => decoder.push(piece));
          expect(frames.map(({ data }) => data.subarray(0, -1))).toEqual(messages);
        },
      ),
    );
  });

  it("never lets an unescaped end stand inside a message", () => {
    fc.assert(
      fc.property(bytes(), message => {
        const wire = encodeVmMessage(message);
        expect(wire.indexOf(0xa0)).toBe(wire.length - 1);
        expect(wire.includes(0xa1)).toBe(false);
      }),
    );
  });

  it("reads what QEMU 7.2 sends for the Linux driver's first command, and answers it", () => {
    // seq 01, App request, Get Device ID, checksum: 01 + 18 + 01 + E6 = 100h
    const [frame] = new VmDecoder().push(Buffer.from("011801e6a0", "hex"));
    const request = decodeVmRequest(frame?.data ?? Buffer.alloc(0));
    expect(request).toEqual({ sequence: 1, netFn: 6, lun: 0, cmd: 1, data: Buffer.alloc(0) });
    // seq 01, App response, cmd 01, completion code C1; checksum 21h
    const answer = request && encodeVmResponse(request, Buffer.from([0xc1]));
    expect(answer?.toString("hex")).toBe("011c01c121a0");
  });

  it("takes QEMU's opening for two control commands", () => {
    const frames = new VmDecoder().push(Buffer.from("ff01a1083fa1", "hex"));
    expect(frames).toEqual([
      { kind: "control", data: Buffer.from("ff01", "hex") },
      { kind: "control", data: Buffer.from("083f", "hex") },
    ]);
  });

  it("drops what is damaged, short or beyond all bounds, and goes on with the next", () => {
    const decoder = new VmDecoder();
    const damaged = decoder.push(Buffer.from("011801e7a0", "hex"))[0];
    expect(decodeVmRequest(damaged?.data ?? Buffer.alloc(0))).toBeUndefined();
    expect(decodeVmRequest(Buffer.from("00", "hex"))).toBeUndefined();
    expect(decoder.push(Buffer.concat([Buffer.alloc(100_000, 1), Buffer.from([0xa0])]))).toEqual([]);
    expect(decoder.push(Buffer.from("011801e6a0", "hex"))).toHaveLength(1);
  });
});
