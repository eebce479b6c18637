import { expect, it } from "vitest";
import {
  algorithmNumbers,
  chooseCipherSuite,
  cipherSuitesOf,
  safeCipherSuites,
} from "../../../server/ipmi/crypto/cipher-suites.ts";
import { ipmiUnderTest } from "../support/ipmi-under-test.ts";

const open = { authentication: undefined, integrity: undefined, confidentiality: undefined };

it("offers by default only those that protect everything", () => {
  const suites = cipherSuitesOf(safeCipherSuites);
  expect(suites.map(({ id }) => id)).toEqual([17, 3]);
  for (const suite of suites) expect(Object.values(algorithmNumbers(suite))).not.toContain(0);
});

it("never offers suite 0 or any other that is not known", () => {
  for (const id of [0, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 18, 19, 255]) {
    expect(() => cipherSuitesOf([17, id])).toThrow(`Cipher suite ${id} is never offered.`);
  }
});

it("has every suite's algorithms as the standard has them", () => {
  const numbers = cipherSuitesOf([1, 2, 3, 8, 15, 16, 17]).map(suite => [
    suite.id,
    ...Object.values(algorithmNumbers(suite)),
  ]);
  expect(numbers.sort(([a = 0], [b = 0]) => a - b)).toEqual([
    [1, 1, 0, 0],
    [2, 1, 1, 0],
    [3, 1, 1, 1],
    [8, 2, 2, 1],
    [15, 3, 0, 0],
    [16, 3, 4, 0],
    [17, 3, 4, 1],
  ]);
});

it("chooses the best of those that are on, whatever their order", () => {
  const choose = (...ids: number[]) => chooseCipherSuite(cipherSuitesOf(ids), open)?.id;
  expect(choose(1, 3, 17)).toBe(17);
  expect(choose(1, 2, 3)).toBe(3);
  expect(choose(1, 15, 16)).toBe(16);
});

it("is listed suite by suite and algorithm by algorithm, in parts of 16 bytes", async () => {
  const { connect } = await ipmiUnderTest({ security: { cipherSuites: [17, 16, 15, 8, 3, 2, 1] } });
  const console = connect("admin", { suite: 17 });
  console.login();
  const part = (index: number) => console.command(0x06, 0x54, [0x0e, 0, index]).slice(2);
  expect([...part(0x80), ...part(0x81), ...part(0x82)]).toEqual([
    ...[0xc0, 1, 0x01, 0x40, 0x80],
    ...[0xc0, 2, 0x01, 0x41, 0x80],
    ...[0xc0, 3, 0x01, 0x41, 0x81],
    ...[0xc0, 8, 0x02, 0x42, 0x81],
    ...[0xc0, 15, 0x03, 0x40, 0x80],
    ...[0xc0, 16, 0x03, 0x44, 0x80],
    ...[0xc0, 17, 0x03, 0x44, 0x81],
  ]);
  expect(part(0x80)).toHaveLength(16);
  expect(part(0)).toEqual([0x01, 0x02, 0x03, 0x40, 0x41, 0x42, 0x44, 0x80, 0x81]);
  expect(part(0x83)).toEqual([]);
});

it("lets no packet be less or otherwise protected than its suite says", async () => {
  for (const suite of [1, 2, 3, 8, 15, 16, 17] as const) {
    const { login } = await ipmiUnderTest({ security: { cipherSuites: [suite] } });
    const console = login("reader", 2, suite);
    const answered = [true, false].flatMap(encrypted =>
      [true, false].filter(authenticated => {
        const message = console.request(0x00, 0x01);
        return console.send(console.packet(message, { encrypted, authenticated })).length > 0;
      }),
    );
    expect(answered).toHaveLength(1);
    expect(console.command(0x00, 0x01)[0]).toBe(0);
  }
});
