import fc from "fast-check";
import { expect, it, test } from "vitest";
import { ipv4Address, ipv6Address, macAddress } from "../../../server/ipmi/layout/addresses.ts";
import { layout } from "../../../server/ipmi/layout/layout.ts";

const codecs = {
  ipv4: layout({ address: ipv4Address }),
  ipv6: layout({ address: ipv6Address }),
  mac: layout({ address: macAddress }),
};

it.each(Object.entries(codecs))("%s: all bytes read as a text that gives the same bytes", (_name, codec) => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: codec.size, maxLength: codec.size }), bytes => {
      const decoded = codec.decode(Buffer.from(bytes)) as { address: string };
      expect([...codec.encode(decoded)]).toEqual([...bytes]);
    }),
  );
});

test.each([
  ["ipv4", "192.0.2.1", "c0000201"],
  ["mac", "52:54:00:12:34:56", "525400123456"],
  ["ipv6", "::", "00".repeat(16)],
  ["ipv6", "::1", `${"00".repeat(15)}01`],
  ["ipv6", "fe80::1:2", "fe800000000000000000000000010002"],
  ["ipv6", "2001:db8:1:2:3:4:5:6", "20010db8000100020003000400050006"],
] as const)("%s %s", (name, address, hex) => {
  expect(codecs[name].encode({ address }).toString("hex")).toBe(hex);
  expect(codecs[name].decode(Buffer.from(hex, "hex"))).toEqual({ address });
});

it("an IPv6 address that is none is a fault of the program", () => {
  expect(() => codecs.ipv6.encode({ address: "10.0.0.1" })).toThrow(RangeError);
});
